// Waits that libfaketime 0.9.10 does not translate. There is nothing to call: the library is preloaded before libfaketime.
