import type { DemoCourse } from './course.ts';

export const statistics: DemoCourse = {
  title: 'Statistics Without Fear',
  summary: 'Means, spreads and chances, done by hand first: enough to read a newspaper’s numbers and to doubt them well.',
  seats: null,
  opens: 3,
  lessons: [
    {
      title: 'The middle of things',
      text: `Three numbers want to be *the* middle.

- The **mean** is the sum divided by how many there are.
- The **median** is the one in the middle when they stand in a row.
- The **mode** is the one that comes most often.

For 2, 3, 3, 4 and 18 the mean is 6, the median 3, the mode 3. One large value pulls the mean towards it; the median stays where it is. That is why incomes are better told by their median.`,
    },
    {
      title: 'How far apart',
      text: `The **variance** is the mean of the squared distances from the mean; the **standard deviation** is its square root and has the unit of the data.

For 2, 4, 4, 4, 5, 5, 7, 9 the mean is 5. The squared distances are 9, 1, 1, 1, 0, 0, 4, 16, together 32. So the variance is 32 / 8 = **4** and the standard deviation **2**.

In a normal distribution about 68 % of the values lie within one standard deviation of the mean, and about 95 % within two.`,
    },
    {
      title: 'Chances',
      text: `For events that do not touch each other the chances **multiply**: two heads with a fair coin come with ½ · ½ = ¼.

For events that exclude each other they **add**: a die shows one or six with 1/6 + 1/6 = 1/3.

*Correlation is not causation.* Ice cream and drowning rise together in summer; neither makes the other.`,
    },
  ],
  quizzes: [
    {
      title: 'Means and spreads',
      timeLimitSeconds: null,
      attemptsAllowed: 3,
      gift: `
::Mean:: What is the mean of 3, 5, 8 and 12? {#7:0}

::Median:: What is the median of 9, 1, 4, 7 and 5? {#5:0}

::Outlier:: One very large value is added to a list. Which of these hardly changes? {=The median ~The mean ~The standard deviation ~The range}

::Deviation:: The variance of a list is 6.25. What is its standard deviation? {#2.5:0.01}

::Empirical rule:: About how much of a normal distribution lies within two standard deviations of the mean? {=95 % ~68 % ~50 % ~99.7 %}

::Two coins:: Two fair coins are thrown. What is the chance of two heads? {#=0.25:0 =%50%0.5:0#That is the chance of one head with one coin.}

::Causes:: If two quantities are correlated, one of them must be a cause of the other. {F}

::Mode:: What is the value that comes most often in a list called? {=mode =the mode}

::Measures:: Which of these measure spread? {~%33.33333%The standard deviation ~%33.33333%The range ~%33.33333%The interquartile range ~%-50%The median ~%-50%The mean}

::Match:: Match each measure with how it is found. {=mean -> sum divided by how many =median -> the middle one in order =range -> largest less smallest =mode -> the most frequent one}`,
    },
  ],
};
