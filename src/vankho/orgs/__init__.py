"""Who is who: agencies as a dated tree, people, posts, accounts, and what each may know from when to when."""
