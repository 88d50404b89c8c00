-- Whether any row asks for something: its time has come, or a decision about it is open, whoever may act on it now.
select exists (select from admission where due_at <= now())
    or exists (select from admission where decision <> 'none')
