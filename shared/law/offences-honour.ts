import type { Offence } from './offences.ts'
import { penalCode } from './penal-code.ts'
import type { Text } from './types.ts'

/** BrB 5:5 1. */
const DEFAMATION_COMPLAINT: Text = {
  sv: 'I första hand åtalar den utsatta själv. Åklagaren får åtala om den utsatta anger brottet och ett åtal behövs av hänsyn till det allmänna. Anteckna om angivelse har gjorts, när och hos vem (BrB 5 kap. 5 §).',
  en: 'It is first for the injured party to prosecute. The prosecutor may if the injured party reports the offence for prosecution and the public interest calls for it. Record whether such a report was made, when and to whom (BrB ch. 5 s. 5).',
}

/** BrB 5:5 2 and 3. */
const INSULT_COMPLAINT: Text = {
  sv: 'I första hand åtalar den utsatta själv. Åklagaren får åtala om den utsatta anger brottet, ett åtal behövs av hänsyn till det allmänna och förolämpningen gäller någon i eller för myndighetsutövning, eller anspelar på ras, hudfärg, ursprung, tro, sexuell läggning eller könsöverskridande identitet. Anteckna angivelsen (BrB 5 kap. 5 §).',
  en: 'It is first for the injured party to prosecute. The prosecutor may if the injured party reports the offence, the public interest calls for it and the insult was aimed at somebody in or for the exercise of public authority, or alludes to race, colour, origin, faith, sexual orientation or transgender identity. Record the report (BrB ch. 5 s. 5).',
}

const MEDIA: Text = {
  sv: 'Det som står i tidningar, sänds i radio eller tv eller finns på webbplatser med utgivningsbevis bedöms efter tryckfrihetsförordningen eller yttrandefrihetsgrundlagen. Då är tiderna mycket kortare och andra kan vara ansvariga. Fråga en jurist genast.',
  en: 'What is printed in newspapers, broadcast or published on sites with a certificate of publication is judged under the Freedom of the Press Act or the Fundamental Law on Freedom of Expression. The times are then much shorter and others may be liable. Ask a lawyer at once.',
}

/** BrB 16:8 as it has been since then. */
const AGITATION_NOTES: Text = {
  sv: 'Regeln skyddar grupper och den som angrips som en del av gruppen. Att även en enskild omfattas och att förnekelse av folkmord är straffbart kom med lag (2024:340). För äldre inlägg: fråga en jurist.',
  en: 'The rule protects groups and whoever is attacked as part of one. That an individual is covered too, and that denying genocide is punishable, came with act 2024:340. For older posts ask a lawyer.',
}

/** BrB ch. 5, against honour, and 16:8, which is as often done by the same posts. */
export const HONOUR_OFFENCES: readonly Offence[] = [
  {
    ...penalCode('5 kap. 1 §', 'ch. 5 s. 1'),
    id: 'fortal',
    name: { sv: 'Förtal', en: 'Defamation' },
    maxMonths: 0,
    penalty: { sv: 'Böter', en: 'Fine' },
    elements: [
      {
        id: 'fortal.uppgift',
        text: {
          sv: 'Någon har pekat ut en bestämd person som brottslig eller klandervärd, eller lämnat en annan uppgift om personen.',
          en: 'Somebody pointed out a certain person as criminal or blameworthy, or made another statement about them.',
        },
      },
      {
        id: 'fortal.missaktning',
        text: {
          sv: 'Uppgiften är sådan att den typiskt sett får andra att se ned på personen.',
          en: 'The statement is of a kind that typically makes others look down on the person.',
        },
      },
      {
        id: 'fortal.andra',
        text: { sv: 'Uppgiften har nått någon annan än den utpekade.', en: 'The statement reached somebody other than the person it is about.' },
      },
      {
        id: 'fortal.oforsvarligt',
        text: {
          sv: 'Det var inte försvarligt att säga det, eller också kan den som sa det inte visa att det är sant eller att det fanns skäl att tro det.',
          en: 'It was not defensible to say it, or whoever said it cannot show that it is true or that there was reason to believe it.',
        },
      },
    ],
    ordinary: null,
    complaint: DEFAMATION_COMPLAINT,
    publicAuthority: false,
    notes: MEDIA,
  },
  {
    ...penalCode('5 kap. 2 §', 'ch. 5 s. 2'),
    id: 'grovt-fortal',
    name: { sv: 'Grovt förtal', en: 'Gross defamation' },
    maxMonths: 24,
    penalty: { sv: 'Böter eller fängelse i högst två år', en: 'Fine or imprisonment for at most two years' },
    elements: [
      {
        id: 'grovt-fortal.skada',
        text: {
          sv: 'Innehållet, sättet att sprida det, hur långt det spreds eller något annat gör att det typiskt sett leder till allvarlig skada.',
          en: 'The content, the way it was spread, how far it spread or something else makes it typically lead to serious harm.',
        },
      },
    ],
    ordinary: 'fortal',
    complaint: DEFAMATION_COMPLAINT,
    publicAuthority: false,
    notes: MEDIA,
  },
  {
    ...penalCode('5 kap. 3 § första stycket', 'ch. 5 s. 3 first paragraph'),
    id: 'forolampning',
    name: { sv: 'Förolämpning', en: 'Insult' },
    maxMonths: 0,
    penalty: { sv: 'Böter', en: 'Fine' },
    elements: [
      {
        id: 'forolampning.riktad',
        text: {
          sv: 'Någon har riktat en beskyllning, ett nedsättande uttalande eller ett förödmjukande beteende mot personen själv.',
          en: 'Somebody aimed an accusation, a disparaging remark or humiliating behaviour at the person themselves.',
        },
      },
      {
        id: 'forolampning.vardighet',
        text: {
          sv: 'Det är sådant att det typiskt sett kränker personens självkänsla eller värdighet.',
          en: 'It is of a kind that typically offends the person’s self-esteem or dignity.',
        },
      },
      { id: 'forolampning.ej-fortal', text: { sv: 'Det är inte förtal.', en: 'It is not defamation.' } },
    ],
    ordinary: null,
    complaint: INSULT_COMPLAINT,
    publicAuthority: false,
    notes: MEDIA,
  },
  {
    ...penalCode('5 kap. 3 § andra stycket', 'ch. 5 s. 3 second paragraph'),
    id: 'grov-forolampning',
    name: { sv: 'Grov förolämpning', en: 'Gross insult' },
    maxMonths: 6,
    penalty: { sv: 'Böter eller fängelse i högst sex månader', en: 'Fine or imprisonment for at most six months' },
    elements: [
      {
        id: 'grov-forolampning.grov',
        text: {
          sv: 'Sett till allt är förolämpningen grov, till exempel genom vad som sades, inför hur många eller hur ofta. Lagen räknar inte upp vad som avgör.',
          en: 'All in all the insult is gross, for example by what was said, before how many or how often. The law does not list what decides it.',
        },
      },
    ],
    ordinary: 'forolampning',
    complaint: INSULT_COMPLAINT,
    publicAuthority: false,
    notes: MEDIA,
  },
  {
    ...penalCode('16 kap. 8 § första och andra styckena', 'ch. 16 s. 8 first and second paragraphs'),
    id: 'hets-mot-folkgrupp',
    name: { sv: 'Hets mot folkgrupp', en: 'Agitation against a population group' },
    maxMonths: 24,
    penalty: { sv: 'Fängelse i högst två år', en: 'Imprisonment for at most two years' },
    elements: [
      {
        id: 'hets-mot-folkgrupp.spridning',
        text: { sv: 'Någon har spridit ett uttalande eller ett annat meddelande.', en: 'Somebody spread a statement or another message.' },
      },
      {
        id: 'hets-mot-folkgrupp.innehall',
        text: {
          sv: 'Det uppmanar till våld, hotar eller uttrycker missaktning, eller förnekar, ursäktar eller förringar folkmord eller liknande brott som en domstol slutligt har slagit fast på ett sätt som kan göra det.',
          en: 'It calls for violence, threatens or expresses contempt, or denies, excuses or belittles genocide or similar crimes finally established by a court in a way that may do so.',
        },
      },
      {
        id: 'hets-mot-folkgrupp.grupp',
        text: {
          sv: 'Det gäller en folkgrupp, en liknande grupp eller någon i gruppen, med anspelning på ras, hudfärg, nationellt eller etniskt ursprung, tro, sexuell läggning eller könsöverskridande identitet eller uttryck.',
          en: 'It is about a population group, a similar group or somebody in it, alluding to race, colour, national or ethnic origin, faith, sexual orientation or transgender identity or expression.',
        },
      },
    ],
    ordinary: null,
    complaint: null,
    publicAuthority: false,
    notes: AGITATION_NOTES,
  },
  {
    ...penalCode('16 kap. 8 § tredje stycket', 'ch. 16 s. 8 third paragraph'),
    id: 'ringa-hets-mot-folkgrupp',
    name: { sv: 'Ringa hets mot folkgrupp', en: 'Minor agitation against a population group' },
    maxMonths: 0,
    penalty: { sv: 'Böter', en: 'Fine' },
    elements: [
      {
        id: 'ringa-hets-mot-folkgrupp.ringa',
        text: {
          sv: 'Sett till allt är det ringa, till exempel genom att få har nåtts. Lagen räknar inte upp vad som avgör.',
          en: 'All in all it is minor, for example because few were reached. The law does not list what decides it.',
        },
      },
    ],
    ordinary: 'hets-mot-folkgrupp',
    complaint: null,
    publicAuthority: false,
    notes: AGITATION_NOTES,
  },
  {
    ...penalCode('16 kap. 8 § fjärde stycket', 'ch. 16 s. 8 fourth paragraph'),
    id: 'grov-hets-mot-folkgrupp',
    name: { sv: 'Grov hets mot folkgrupp', en: 'Gross agitation against a population group' },
    maxMonths: 48,
    penalty: { sv: 'Fängelse i lägst sex månader och högst fyra år', en: 'Imprisonment for at least six months and at most four years' },
    elements: [
      {
        id: 'grov-hets-mot-folkgrupp.innehall',
        text: { sv: 'Innehållet är särskilt hotfullt eller kränkande.', en: 'The content is particularly threatening or offensive.' },
      },
      {
        id: 'grov-hets-mot-folkgrupp.spridning',
        text: {
          sv: 'Och: det har spritts till många på ett sätt som typiskt sett väcker stor uppmärksamhet.',
          en: 'And: it was spread to many in a way that typically draws much attention.',
        },
      },
    ],
    ordinary: 'hets-mot-folkgrupp',
    complaint: null,
    publicAuthority: false,
    notes: AGITATION_NOTES,
  },
]
