// Runs before anything else, on whatever Node there is: nothing here may be newer than the oldest one.
var wanted = [20, 19];
var found = process.versions.node.split('.').map(Number);

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(
    'Error: Mirrorscope needs Node.js ' +
      wanted.join('.') +
      ' or newer, and this is ' +
      process.versions.node +
      '. Install a newer one from https://nodejs.org.',
  );
  process.exit(1);
}
