"""The desk in the browser: pages made on the server, which work without a script and by keyboard alone."""
