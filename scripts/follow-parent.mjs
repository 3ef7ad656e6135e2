// Preloaded into the server and the programs that a script runs: when the script is killed they must not go on holding a
// port or writing into the checkout. What they started themselves ends with them.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid === parent) return;
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    // Not the first of a group.
    process.exit(1);
  }
}, 500).unref();
