import { COOKIES, LOGINS } from '../fixtures/corpus/ways-walls.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('questions about cookies', COOKIES)
testCorpus('who comes', LOGINS)
