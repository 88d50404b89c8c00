-- Nobody writes while the rows are made anew; everybody reads the old ones.
lock table entity in share row exclusive mode
