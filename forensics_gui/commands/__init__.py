"""What a user can do, as menus, toolbar, keys and a palette to search in."""
