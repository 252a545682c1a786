// Health check and set-up in one: the first look makes the one-member replica set, later ones ask for its primary.
try {
  rs.status();
} catch (error) {
  if (error.codeName === 'NotYetInitialized') rs.initiate({ _id: 'lyceum', members: [{ _id: 0, host: 'mongo:27017' }] });
}
quit(db.hello().isWritablePrimary ? 0 : 1);
