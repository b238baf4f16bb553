import { ENCODINGS } from '../fixtures/corpus/ways-encodings.ts'
import { KINDS } from '../fixtures/corpus/ways-kinds.ts'
import { TRANSPORT } from '../fixtures/corpus/ways-transport.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('connections', TRANSPORT)
testCorpus('bytes and signs', ENCODINGS)
testCorpus('kinds of content', KINDS)
