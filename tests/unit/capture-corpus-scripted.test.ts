import { SCRIPTED } from '../fixtures/corpus/content-scripted.ts'
import { WORDS } from '../fixtures/corpus/content-words.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('what scripts make', SCRIPTED)
testCorpus('what a page says', WORDS)
