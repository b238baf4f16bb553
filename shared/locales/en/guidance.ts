export const guidance = {
  lead: 'How to support an exposed colleague, step by step.',
  inApp: 'What the app does',
  afterwards: 'Papers from the steps, such as receipts and decisions, are imported into the case as files and then tied to what is noted in the step.',
  note: 'The steps are advice. They take no position on whether something is a crime; others decide that.',
  steps: {
    overview: {
      title: 'Get the whole picture',
      advice:
        'Contact the communications department and ask for help with media monitoring. Together you will see how widespread the exposure is.',
      app: 'Note down every place where something is seen. Links to the same post count once. Here you see how it spreads and what has been captured.',
    },
    secure: {
      title: 'Secure the evidence',
      advice: 'Take screenshots and make sure there is at least one witness to them. Posts can be removed at any time, so do not wait.',
      app: 'Capture web pages, import files and write notes. Then let a colleague witness each exhibit in witness mode.',
    },
    report: {
      title: 'Report to the platform',
      advice: 'Report abusive and unlawful posts to the channel where they appear. Secure the post first; it may disappear once reported.',
      app: 'Write the report here, send it yourselves with the platform and note when. Receipt and decision are tied to the report. The app sends nothing.',
    },
    restraint: {
      title: 'Do not reply',
      advice: 'Do not defend yourselves and do not strike back. It mostly makes the abuse and the threats worse.',
      app: 'The app never posts anything. What tempts to a reply is noted here instead. The browser for an own login is read-only once the login is done.',
    },
    accounts: {
      title: 'Let somebody else take over the accounts for a while',
      advice:
        'If the threats come to the exposed person’s private accounts, it is good if somebody else looks after them for a time. Then the exposed person and those close to them need not read it all. For somebody outside it is easier to read, report and delete.',
      app: 'Note the mandate and all that is done on the accounts. Something can be noted as deleted only when an exhibit shows it.',
    },
    police: {
      title: 'Report to the police when needed',
      advice:
        'A police report is an important step, even if you do not believe it will lead anywhere. It shows that what happened is not accepted.',
      app: 'Tie the exhibits to the offences you think it may be about, see when they are barred, and note the report and the decisions of the police. The case is handed over as an evidence bundle.',
    },
    deindexing: {
      title: 'Request de-indexing',
      advice: 'If a search gives abusive results, you can ask the search engine to remove them from the results.',
      app: 'Capture the search results as a web page first. Write the request here, send it yourselves and note the answer, a refusal too.',
    },
    civil: {
      title: 'Civil route',
      advice:
        'If the police report gives no help, the exposed person can seek redress in a civil court. Institutet för juridik och internet can help with investigation and proceedings free of charge.',
      app: 'Note contacts, costs and damages with sums, and see when a claim for damages is barred. A bundle of chosen exhibits can be handed to counsel.',
    },
    employer: {
      title: 'The employer’s report',
      advice: 'This is not in the guidance but in the law: a serious event at work is to be reported to the Work Environment Authority without delay.',
      app: 'Note how you assessed the event, write the report and keep the receipt. If it is serious the app reminds until it is reported.',
    },
    victim: {
      title: 'The exposed person',
      advice: 'The exposed person should not have to read the abuse and the threats again. Name a contact person and ask what they want to know.',
      app: 'Note support and wishes. What stands here does not leave the vault: it goes into no bundle.',
    },
  },
} as const
