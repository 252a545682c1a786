import type { DemoCourse } from './course.ts';

export const databases: DemoCourse = {
  title: 'Databases from the Ground',
  summary: 'Tables, keys, joins and transactions, and what a log of facts can do that a table of states cannot.',
  seats: 40,
  opens: 20,
  lessons: [
    {
      title: 'Tables and keys',
      text: `A **relation** is a set of rows with the same columns. A *primary key* names a row; a *foreign key* points at a row of another table.

\`\`\`sql
CREATE TABLE course (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE seat (course_id INTEGER REFERENCES course (id), student TEXT, PRIMARY KEY (course_id, student));
\`\`\`

The second key says that a student has a course at most once. What the schema forbids cannot happen by mistake.`,
    },
    {
      title: 'Joins',
      text: `An **inner join** keeps pairs of rows that match. A **left join** keeps every row on the left, with NULL where nothing matches.

\`\`\`sql
SELECT course.title, count(seat.student)
FROM course LEFT JOIN seat ON seat.course_id = course.id
GROUP BY course.id;
\`\`\`

With an inner join, courses without students would be missing from the list. NULL is equal to nothing, not even to NULL: ask with \`IS NULL\`.`,
    },
    {
      title: 'Transactions and logs',
      text: `A transaction is **atomic** (all or nothing), **consistent**, **isolated** and **durable**: ACID.

Most databases write what they are about to do into a *log* first and bring the tables up to date later. If one keeps the log for ever and calls its entries facts, the tables become something that can be thrown away and made again. That is *event sourcing*, and this academy works that way.`,
    },
  ],
  quizzes: [
    {
      title: 'Tables, keys and joins',
      timeLimitSeconds: 1200,
      attemptsAllowed: 2,
      gift: String.raw`
::Primary key:: Two rows of a table may have the same primary key. {F}

::Left join:: Table A has 5 rows, table B has 3; no row of A matches any of B. How many rows has A LEFT JOIN B? {#5:0}

::Inner join:: And how many rows has A INNER JOIN B? {#0:0}

::ACID:: What does the D in ACID stand for? {=Durability ~Distribution ~Determinism ~Duplication}

::NULL:: In SQL, which condition finds the rows whose column x is NULL? {=x IS NULL ~x \= NULL ~x \= '' ~NOT x}

::Keyword:: Which keyword keeps only groups that meet a condition? {=HAVING}

::Aggregates:: Which of these are aggregate functions? {~%33.33333%COUNT ~%33.33333%SUM ~%33.33333%AVG ~%-50%WHERE ~%-50%ORDER BY}

::Match:: Match each word with what it does. {=SELECT -> reads rows =INSERT -> adds rows =UPDATE -> changes rows =DELETE -> removes rows = -> makes a table}

::Facts:: In an event-sourced system a read model can be thrown away and made again from the log. {T}`,
    },
  ],
};
