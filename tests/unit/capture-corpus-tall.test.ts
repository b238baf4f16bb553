import { LAZY } from '../fixtures/corpus/content-lazy.ts'
import { TALL } from '../fixtures/corpus/content-tall.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('how tall a page is and what stands still on it', TALL)
testCorpus('what comes late', LAZY)
