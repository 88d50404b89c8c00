-- All that was ever forgotten.
select id from forgotten
