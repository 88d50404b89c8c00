-- The account that an earlier request has made under this key, and the hash of what that request said.
select id, request_hash from account where request_key = :requestKey
