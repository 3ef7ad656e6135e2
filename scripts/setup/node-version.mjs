// Runs before anything else, on whatever Node there is: nothing here may be newer than the oldest one.
var wanted = [20, 19];

/** What is wrong with a version of Node.js, or null. */
export function complaintAbout(version) {
  var found = version.split('.').map(Number);
  if (found[0] > wanted[0] || (found[0] === wanted[0] && found[1] >= wanted[1])) return null;
  return (
    'Mirrorscope needs Node.js ' +
    wanted.join('.') +
    ' or newer, and this is ' +
    version +
    '. Install a newer one from https://nodejs.org.'
  );
}

var complaint = complaintAbout(process.versions.node);
if (complaint !== null) {
  console.error('Error: ' + complaint);
  process.exit(1);
}
