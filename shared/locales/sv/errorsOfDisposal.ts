/** När något bevaras eller gallras. */
export const errorsOfDisposal = {
  hold: {
    'not-standing': {
      what: 'Gallringsstoppet gäller inte längre.',
      safe: 'Ingenting har ändrats.',
      do: 'Läs in sidan igen och se vilka stopp som gäller.',
    },
  },
  disposal: {
    held: {
      what: 'Ett gallringsstopp gäller i ärendet. Det går inte att gallra så länge.',
      safe: 'Ingenting har gallrats.',
      do: 'Fråga den som har begärt stoppet. Häv det när det inte längre behövs, och gallra sedan.',
    },
    receipt: {
      what: 'Bevis {{number}} visar att ett paket kom fram till mottagaren.',
      safe: 'Ingenting har gallrats.',
      do: 'Ta bort det ur valet. Det gallras med hela ärendet.',
    },
    'case-open': {
      what: 'Ärendet är öppet. Bara ett avslutat ärende går att gallra som helhet.',
      safe: 'Ingenting har gallrats.',
      do: 'Avsluta ärendet först.',
    },
    changed: {
      what: 'Ärendet har ändrats sedan du såg vad som skulle gallras.',
      safe: 'Ingenting har gallrats.',
      do: 'Visa en gång till vad som försvinner, och läs det.',
    },
    'second-person': {
      what: 'Gallring kräver två personer, och ingen annan handläggare finns i valvet.',
      safe: 'Ingenting har gallrats.',
      do: 'Lägg till en handläggare under Personer, till exempel arkivarien eller registratorn.',
    },
    'not-found': {
      what: 'Gallringen finns inte i loggen.',
      safe: 'Ingenting har ändrats.',
      do: 'Gå tillbaka till ärendet och välj gallringen i listan.',
    },
  },
} as const
