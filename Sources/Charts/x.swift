import Studies
