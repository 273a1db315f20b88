"""Which reports tell of one event: what each is known by, how alike two are, and into which story it comes."""
