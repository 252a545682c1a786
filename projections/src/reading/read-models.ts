import { BEGINNING, comparePositions, type Position, type ProjectionStatus, type Room } from '@lyceum/contracts';
import type { ReadStore } from '@lyceum/stores';
import { ActiveQueries } from '../active/queries.ts';
import { ActivityQueries } from '../activity/queries.ts';
import { HabitsQueries } from '../habits/queries.ts';
import { ParticipationQueries } from '../participation/queries.ts';
import { AutomationQueries } from '../automation/queries.ts';
import { AttemptsQueries } from '../attempts/queries.ts';
import { BookingsQueries } from '../bookings/queries.ts';
import { CalendarsQueries } from '../calendars/queries.ts';
import { BankQueries } from '../bank/queries.ts';
import { GradingsQueries } from '../gradings/queries.ts';
import { HistoryQueries } from '../history/queries.ts';
import { ClientsQueries } from '../clients/queries.ts';
import { ConnectionsQueries } from '../connections/queries.ts';
import { ConversationsQueries } from '../conversations/queries.ts';
import { CoursesQueries } from '../courses/queries.ts';
import { DueQueries } from '../due/queries.ts';
import type { Projection } from '../engine/projection.ts';
import { checkpoints, heartbeats, LIVE, shownPosition, storedPosition, type Heartbeat } from '../engine/records.ts';
import { EnrolmentsQueries } from '../enrolments/queries.ts';
import { EvidenceQueries } from '../evidence/queries.ts';
import { GradebookQueries } from '../gradebook/queries.ts';
import { InstructorsQueries } from '../instructors/queries.ts';
import { MessagesQueries } from '../messages/queries.ts';
import { NotesQueries } from '../notes/queries.ts';
import type { ModelName } from '../models.ts';
import { MarksQueries } from '../marks/queries.ts';
import { OverviewQueries } from '../overview/queries.ts';
import { PeopleQueries } from '../people/queries.ts';
import { ProgressQueries } from '../progress/queries.ts';
import { QuizzesQueries } from '../quizzes/queries.ts';
import { InvoicesQueries } from '../invoices/queries.ts';
import { MailboxQueries } from '../mailbox/queries.ts';
import { MarkingQueries } from '../marking/queries.ts';
import { RegradesQueries } from '../regrades/queries.ts';
import { ReportsQueries } from '../reports/queries.ts';
import { ReviewsQueries } from '../reviews/queries.ts';
import { StatementsQueries } from '../statements/queries.ts';
import { StatisticsQueries } from '../statistics/queries.ts';
import { TastesQueries } from '../tastes/queries.ts';
import { WatchedQueries } from '../watched/queries.ts';
import { WebinarsQueries } from '../webinars/queries.ts';
import { RegistrationsQueries } from '../registrations/queries.ts';
import { AttendanceQueries } from '../attendance/queries.ts';
import { JournalQueries } from '../journal/queries.ts';
import { StreamsQueries } from '../streams/queries.ts';
import { OrdersQueries } from '../orders/queries.ts';
import { RecordingsQueries } from '../recordings/queries.ts';
import type { ChangedRow, LiveMessage } from './live.ts';
import { Models, plain } from './models.ts';
import { News } from './news.ts';
import { OperationsQueries } from './operations.ts';
import { statusOfAll } from './status.ts';
import { TravelQueries } from './travels.ts';
import { Waiting } from './waiting.ts';
import { PUSHED, Watch, type Following } from './watch.ts';

/** The read models as the backend asks them. */
export class ReadModels {
  readonly people: PeopleQueries;
  readonly courses: CoursesQueries;
  readonly enrolments: EnrolmentsQueries;
  readonly quizzes: QuizzesQueries;
  readonly attempts: AttemptsQueries;
  readonly progress: ProgressQueries;
  readonly gradebook: GradebookQueries;
  readonly statistics: StatisticsQueries;
  readonly regrades: RegradesQueries;
  readonly marking: MarkingQueries;
  readonly overview: OverviewQueries;
  readonly active: ActiveQueries;
  readonly watched: WatchedQueries;
  readonly marks: MarksQueries;
  readonly reports: ReportsQueries;
  readonly tastes: TastesQueries;
  readonly evidence: EvidenceQueries;
  readonly due: DueQueries;
  readonly bank: BankQueries;
  readonly gradings: GradingsQueries;
  readonly history: HistoryQueries;
  readonly instructors: InstructorsQueries;
  readonly reviews: ReviewsQueries;
  readonly conversations: ConversationsQueries;
  readonly messages: MessagesQueries;
  readonly clients: ClientsQueries;
  readonly notes: NotesQueries;
  readonly connections: ConnectionsQueries;
  readonly calendars: CalendarsQueries;
  readonly bookings: BookingsQueries;
  readonly mailbox: MailboxQueries;
  readonly invoices: InvoicesQueries;
  readonly journal: JournalQueries;
  readonly streams: StreamsQueries;
  readonly recordings: RecordingsQueries;
  readonly attendance: AttendanceQueries;
  readonly registrations: RegistrationsQueries;
  readonly webinars: WebinarsQueries;
  readonly activity: ActivityQueries;
  readonly participation: ParticipationQueries;
  readonly habits: HabitsQueries;
  readonly statements: StatementsQueries;
  readonly orders: OrdersQueries;
  readonly automation: AutomationQueries;
  /** What is known of the read models themselves. */
  readonly operations: OperationsQueries;
  /** Rows that changed since they were taken last. */
  readonly news: News;
  /** Read models as they stood. */
  readonly travels: TravelQueries;

  readonly #store: ReadStore;
  readonly #models: Models;
  readonly #waiting: Waiting;
  readonly #listeners = new Set<(message: LiveMessage) => void>();
  readonly #watch: Watch;

  /** Watches the read store from now on until `close`. */
  constructor(store: ReadStore) {
    const models = new Models(store);
    this.#store = store;
    this.#models = models;
    this.#waiting = new Waiting(models);
    this.people = new PeopleQueries(models);
    this.enrolments = new EnrolmentsQueries(models);
    this.courses = new CoursesQueries(models, this.enrolments);
    this.quizzes = new QuizzesQueries(models);
    this.attempts = new AttemptsQueries(models);
    this.progress = new ProgressQueries(models);
    this.gradebook = new GradebookQueries(models);
    this.marking = new MarkingQueries(models);
    this.regrades = new RegradesQueries(models);
    this.statistics = new StatisticsQueries(models);
    this.overview = new OverviewQueries(models);
    this.active = new ActiveQueries(models);
    this.marks = new MarksQueries(models);
    this.reports = new ReportsQueries(models);
    this.tastes = new TastesQueries(models);
    this.evidence = new EvidenceQueries(models, this.people);
    this.due = new DueQueries(models);
    this.bank = new BankQueries(models);
    this.gradings = new GradingsQueries(models);
    this.history = new HistoryQueries(models);
    this.instructors = new InstructorsQueries(models);
    this.reviews = new ReviewsQueries(models);
    this.conversations = new ConversationsQueries(models);
    this.messages = new MessagesQueries(models);
    this.clients = new ClientsQueries(models);
    this.notes = new NotesQueries(models);
    this.connections = new ConnectionsQueries(models);
    this.calendars = new CalendarsQueries(models);
    this.bookings = new BookingsQueries(models);
    this.mailbox = new MailboxQueries(models);
    this.invoices = new InvoicesQueries(models);
    this.registrations = new RegistrationsQueries(models);
    this.webinars = new WebinarsQueries(models, this.courses, this.enrolments, this.registrations);
    this.watched = new WatchedQueries(models, this.webinars);
    this.attendance = new AttendanceQueries(models);
    this.recordings = new RecordingsQueries(models);
    this.activity = new ActivityQueries(models);
    this.participation = new ParticipationQueries(models);
    this.habits = new HabitsQueries(models);
    this.statements = new StatementsQueries(models);
    this.journal = new JournalQueries(models);
    this.streams = new StreamsQueries(models);
    this.orders = new OrdersQueries(models);
    this.automation = new AutomationQueries(models);
    this.operations = new OperationsQueries(store);
    this.travels = new TravelQueries(store);
    this.news = new News(models, (...names) => this.reached(...names));
    this.#watch = new Watch(store, models, (message) => this.#tell(message));
  }

  #tell(message: LiveMessage): void {
    if (message.kind === 'reached') this.#waiting.advance(message.position);
    else if (message.kind === 'restarted') this.#waiting.check();
    for (const listener of this.#listeners) listener(message);
  }

  /** A position that the rows of the models have got to, to be asked before they are read. @throws ReadStoreUnavailable */
  async reached(...models: readonly ModelName[]): Promise<Position> {
    const standing = this.#waiting.standing(models);
    if (standing !== null) return standing;
    const checkpoint = await this.#store.reading((db) => checkpoints(db).findOne({ _id: LIVE }));
    return checkpoint ? shownPosition(checkpoint.position) : BEGINNING;
  }

  /** Waits until the rows of the models have got to `position`; false when they have not within `timeoutMs`. */
  waitFor(position: Position, models: readonly ModelName[], timeoutMs = 5000): Promise<boolean> {
    return this.#waiting.until(position, models, timeoutMs);
  }

  /** Asks to be told of changed rows; of how far all rows are, listeners hear in any case. */
  follow(): Following {
    return this.#watch.follow();
  }

  /** Calls `listener` with each message from now on, in order; gives the function that ends it. */
  changes(listener: (message: LiveMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The rows of a room that changed after `since`, in the order of their positions, as that room sees them. @throws ReadStoreUnavailable */
  async rowsSince(room: Room, since: Position): Promise<readonly ChangedRow[]> {
    const [kind = '', id] = room.split(':');
    const found = await Promise.all(
      PUSHED.filter(({ rooms }) => kind in rooms).map((model) => this.#changed(model, room, kind, id, since)),
    );
    return found.flat().toSorted((a, b) => comparePositions(a.position, b.position));
  }

  async #changed(model: Projection, room: Room, kind: string, id: string | undefined, since: Position): Promise<ChangedRow[]> {
    const field = model.rooms[kind];
    const name = model.name as ModelName;
    const filter = { ...(field && { [field]: id }), position: { $gt: storedPosition(since) } };
    const rows = await this.#models.reading(name, (collection) => collection.find(filter).sort({ position: 1 }).toArray());
    return rows.map((row) => ({
      model: name,
      key: row._id,
      position: shownPosition(row.position),
      views: model.views(plain(row)).filter((view) => view.room === room),
    }));
  }

  /** What the projections process last said of itself, or null when it never ran. @throws ReadStoreUnavailable */
  heartbeat(): Promise<Heartbeat | null> {
    return this.#store.reading((db) => heartbeats(db).findOne({ _id: 'projections' }));
  }

  /** How each read model stands. @throws ReadStoreUnavailable */
  async status(): Promise<readonly ProjectionStatus[]> {
    const [heartbeat, position] = await Promise.all([this.heartbeat(), this.reached()]);
    return this.#store.reading((db) => statusOfAll(db, heartbeat, position));
  }

  /** Stops watching; the store stays open. */
  close(): Promise<void> {
    return this.#watch.close();
  }
}
