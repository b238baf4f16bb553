import { DIFFERS } from '../fixtures/corpus/content-differs.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('what shifts, and what is otherwise afterwards', DIFFERS)
