"""Actions as menus, toolbar, shortcuts and a searchable palette."""
