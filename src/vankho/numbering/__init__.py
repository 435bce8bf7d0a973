"""Series: gap-free numbers for registers and everything else that is counted by rule."""
