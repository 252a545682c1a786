import type { Role } from '@lyceum/contracts';

/** Somebody of the demo; all names are invented, all addresses lead nowhere. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly timeZone: string;
}

/** One password for all of them: it is printed at the first start and opens nothing but a demo. */
export const PASSWORD = 'walk-the-colonnade';

const at = (local: string): string => `${local}@lyceum.example`;

const staff = (role: Role, name: string, local: string, timeZone = 'Europe/Athens'): DemoPerson => ({
  name,
  email: at(local),
  role,
  timeZone,
});

/** The first of all to sign up: its registration tells when the demo begins. */
export const ADMIN = staff('admin', 'Theodora Pappas', 'admin');
export const OPERATOR = staff('operator', 'Marek Dvořák', 'operator', 'Europe/Prague');

/** Who teaches; the course of a number belongs to the instructor of that number, counted round. */
export const INSTRUCTORS: readonly DemoPerson[] = [
  staff('instructor', 'Inge Solberg', 'instructor', 'Europe/Oslo'),
  staff('instructor', 'Nikos Andreadis', 'nikos.andreadis'),
  staff('instructor', 'Оксана Мельник', 'oksana.melnyk', 'Europe/Kyiv'),
  staff('instructor', 'Kenji Moriyama', 'kenji.moriyama', 'Asia/Tokyo'),
  staff('instructor', 'Amara Okonjo', 'amara.okonjo', 'Africa/Lagos'),
  staff('instructor', 'Lucía Ferreiro', 'lucia.ferreiro', 'Europe/Madrid'),
];

/** Names in their own letters, and as their addresses write them where that differs, by time zone. */
const STUDENTS: Readonly<Record<string, string>> = {
  'Europe/Kyiv':
    'Олена Коваль|olena.koval, Тарас Гнатюк|taras.hnatiuk, Дарина Савчук|daryna.savchuk, Богдан Лисенко|bohdan.lysenko, Соломія Руденко|solomiia.rudenko, Марко Бондар|marko.bondar, Зоряна Ткач|zoriana.tkach, Юрій Кравець|yurii.kravets, Ганна Шевчук|hanna.shevchuk, Левко Мороз|levko.moroz',
  'Europe/London':
    'Ada Whitcombe, Oliver Thackeray, Maisie Pemberton, Rhys Llewellyn, Fiona Abernathy, Jasper Holloway, Niamh Gallagher, Callum Strathearn, Priya Raman, Edmund Fairclough',
  'Europe/Berlin':
    'Lena Hartwig, Jonas Brinkmann, Käthe Vollmer|kaethe.vollmer, Matthias Ohlsen, Sabine Rautenberg, Til Eickhoff, Mirjam Stolz, Bastian Kruse',
  'Europe/Paris':
    'Élodie Marchand|elodie.marchand, Bastien Roussel, Camille Delorme, Théo Lacombe|theo.lacombe, Maëlle Guérin|maelle.guerin, Antoine Bessières|antoine.bessieres, Inès Chabert|ines.chabert',
  'Europe/Madrid':
    'Álvaro Quintana|alvaro.quintana, Noelia Barrios, Íñigo Zabala|inigo.zabala, Carmen Villalobos, Pau Ribera, Rocío Montenegro|rocio.montenegro, Xoán Castro|xoan.castro',
  'Europe/Warsaw':
    'Zofia Wrońska|zofia.wronska, Kacper Łukasik|kacper.lukasik, Hanna Pietrzak, Szymon Głowacki|szymon.glowacki, Agnieszka Zielska, Błażej Sowa|blazej.sowa',
  'Europe/Rome': 'Giulia Bonfanti, Matteo Scarpelli, Chiara Lombardini, Elia Venturini, Ornella Pastore',
  'Europe/Athens': 'Ελένη Σταύρου|eleni.stavrou, Γιώργος Καλλέργης|giorgos.kallergis, Δάφνη Ρήγα|dafni.riga, Άρης Βλάχος|aris.vlachos',
  'Europe/Stockholm': 'Astrid Lindqvist, Måns Ekström|mans.ekstrom, Tuva Sjögren|tuva.sjogren, Elias Norrby',
  'Asia/Tokyo': '森 あおい|aoi.mori, 中川 陽斗|haruto.nakagawa, 小林 結衣|yui.kobayashi, 石田 蓮|ren.ishida, 藤井 さくら|sakura.fujii',
  'Asia/Shanghai': '林晓雨|lin.xiaoyu, 陈思远|chen.siyuan, 周雅婷|zhou.yating, 何子轩|he.zixuan',
  'Asia/Kolkata': 'Ananya Deshpande, Rohan Kulkarni, मीरा जोशी|meera.joshi, Arjun Nambiar, Kavya Subramanian',
  'Africa/Cairo': 'ليلى منصور|layla.mansour, كريم حداد|karim.haddad, سلمى الشريف|salma.elsherif, عمر زيدان|omar.zidan',
  'Africa/Lagos': 'Chinedu Eze, Folake Adeyemi, Tobi Ogunleye, Ngozi Umeh',
  'America/Sao_Paulo': 'João Tavares|joao.tavares, Beatriz Nogueira, Caetano Moura, Luísa Figueira|luisa.figueira, Thiago Siqueira',
  'America/New_York': 'Maya Thornton, Desmond Carver, Ruth Ellery, Tyrell Hayes, Naomi Feldman, Wyatt Sorensen',
};

const ascii = (name: string): string => name.toLowerCase().replaceAll(' ', '.');

function student(line: string, timeZone: string): DemoPerson {
  const [name = '', local = ascii(name)] = line.trim().split('|');
  return { name, email: at(local), role: 'student', timeZone };
}

/** Who learns; the first of them has the login that is printed. */
export const LEARNERS: readonly DemoPerson[] = [
  { name: 'Ann Merriweather', email: at('student'), role: 'student', timeZone: 'Europe/London' },
  ...Object.entries(STUDENTS).flatMap(([timeZone, names]) => names.split(',').map((line) => student(line, timeZone))),
];

/** The last to sign up: once they are there the demo is loaded. */
export const NEWEST: DemoPerson = { name: 'Ivo Castellan', email: at('ivo.castellan'), role: 'student', timeZone: 'Europe/Rome' };

export const LOGINS = [LEARNERS[0], INSTRUCTORS[0], ADMIN, OPERATOR].flatMap((person) =>
  person ? [{ role: person.role, email: person.email, password: PASSWORD }] : [],
);
