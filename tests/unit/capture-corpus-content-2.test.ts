import { DRAWN } from '../fixtures/corpus/content-drawn.ts'
import { FRAMES, SHADOWS } from '../fixtures/corpus/content-frames.ts'
import { SCRIPTED } from '../fixtures/corpus/content-scripted.ts'
import { WORDS } from '../fixtures/corpus/content-words.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('documents inside the page', FRAMES)
testCorpus('shadow trees', SHADOWS)
testCorpus('what is drawn and played', DRAWN)
testCorpus('what scripts make', SCRIPTED)
testCorpus('what a page says', WORDS)
