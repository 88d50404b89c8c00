-- The keys that were added or retired, the newest first.
select kid, created_at, retired_at
from signing_key
order by created_at desc, kid
