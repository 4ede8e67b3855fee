-- After a load, and before what is measured: plans are to be those of a registry that has stood for a while.
VACUUM ANALYZE
