// Preloaded into the server: a server whose starter was killed must not go on holding its port.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 500).unref();
