-- Gives an account the defaults again.
delete from account_share where account = :account
