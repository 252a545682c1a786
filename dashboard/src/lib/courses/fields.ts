/** A course as its form holds it; seats are empty where there is no limit. */
export interface CourseFields {
  title: string;
  summary: string;
  seats: string | number | null;
}

export const courseBody = ({ title, summary, seats }: CourseFields) => ({
  title,
  summary,
  seats: seats === '' || seats === null ? null : Number(seats),
});
