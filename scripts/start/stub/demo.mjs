console.log('half of it');
console.log(JSON.stringify({ logins: [{ role: 'student', email: 'ada@demo.example', password: 'not-for-logs' }] }));
