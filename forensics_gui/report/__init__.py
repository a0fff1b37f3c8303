"""The Report page: preview, exports, letterhead and signature."""
