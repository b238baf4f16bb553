import { BASIC } from '../fixtures/corpus/basic.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('ordinary pages', BASIC)
