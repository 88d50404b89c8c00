-- These are within the rates.
update admission set counted = true where id = any(:ids) and not counted
