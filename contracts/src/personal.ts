/**
 * Which fields of which facts are personal: they are encrypted with the key of the person that `of` names (a field of the data).
 * A path is dotted; `*` is every key or index there. Values are encrypted one by one, so what is not personal stays readable.
 */
export interface PersonalFields {
  readonly of: string;
  /** A field with ids of others whom the values tell of: they are sealed with the keys of all, and gone when one of these is. */
  readonly also?: string;
  readonly paths: readonly string[];
}

/** Personal fields by event type. A type that is not named has none. */
export const PERSONAL: Readonly<Record<string, PersonalFields>> = {
  'accounts.PersonRegistered.v1': { of: 'personId', paths: ['name', 'email'] },
  'accounts.PersonRegistered.v2': { of: 'personId', paths: ['name', 'email'] },
  'accounts.PasswordSet.v1': { of: 'personId', paths: ['hash'] },
  'accounts.PasswordChanged.v1': { of: 'personId', paths: ['hash'] },
  'accounts.SessionStarted.v1': { of: 'personId', paths: ['device'] },
  'consultations.ProfileEdited.v1': { of: 'instructorId', paths: ['headline', 'biography'] },
  'consultations.BookingHeld.v1': { of: 'studentId', paths: ['note'] },
  'consultations.BookingRefused.v1': { of: 'studentId', paths: ['reason'] },
  'consultations.BookingCancelled.v1': { of: 'studentId', paths: ['reason'] },
  'consultations.ReviewWritten.v1': { of: 'studentId', paths: ['text'] },
  'consultations.ReviewAnswered.v1': { of: 'instructorId', paths: ['text'] },
  'consultations.ReviewHidden.v1': { of: 'studentId', paths: ['reason'] },
  'images.PhotoKept.v1': { of: 'personId', paths: ['data'] },
  'consultations.ClientFileAdded.v1': { of: 'studentId', paths: ['file.name'] },
  'consultations.FollowUpSet.v1': { of: 'studentId', paths: ['text'] },
  'consultations.NoteWritten.v1': { of: 'studentId', paths: ['text'] },
  'consultations.NoteEdited.v1': { of: 'studentId', paths: ['text'] },
  'consultations.CalendarConnected.v1': { of: 'personId', paths: ['name', 'address', 'username', 'secret'] },
  'consultations.MessageSent.v1': { of: 'authorId', paths: ['text', 'files.*.name'] },
  'files.FileKept.v1': { of: 'ownerId', paths: ['name'] },
  'files.PartKept.v1': { of: 'ownerId', paths: ['data'] },
  'mail.MailComposed.v1': { of: 'personId', paths: ['to', 'subject', 'text', 'html', 'attachments.*.content'] },
  'mail.MailComposed.v2': { of: 'personId', also: 'about', paths: ['to', 'subject', 'text', 'html', 'attachments.*.content'] },
  'mail.DeliveryFailed.v1': { of: 'personId', paths: ['reason'] },
  'operations.SkipOrdered.v1': { of: 'operatorId', paths: ['reason'] },
  'quizzes.AnswerSaved.v1': { of: 'studentId', paths: ['answer.text', 'answer.gaps.*.text'] },
  'quizzes.AnswerChecked.v1': { of: 'studentId', paths: ['answer.text', 'answer.gaps.*.text'] },
  'activity.StatementStored.v1': { of: 'personId', also: 'about', paths: ['statement'] },
  'api.RequestAnswered.v1': { of: 'personId', paths: ['body'] },
  'quizzes.AttemptSubmitted.v1': { of: 'studentId', paths: ['answers.*.text', 'answers.*.gaps.*.text'] },
  'quizzes.AttemptGraded.v2': { of: 'studentId', paths: ['cause.comment', 'cause.reason'] },
  'webinars.CaptionSpoken.v1': { of: 'authorId', paths: ['text'] },
  'webinars.ChatSent.v1': { of: 'authorId', paths: ['text'] },
  'webinars.RegistrationRefused.v1': { of: 'personId', paths: ['reason'] },
  'quizzes.GradeOverridden.v1': { of: 'studentId', paths: ['reason'] },
};
