import { existsSync } from 'node:fs';
import { openContract } from './contract.ts';
import { startFakeQdrant, type FakeQdrant } from './fake-qdrant.ts';

/** Qdrant's OpenAPI document, beside the clone. */
export const qdrantDocument = new URL(
  '../../../../../../shared/data/qdrant/openapi-1.19.json',
  import.meta.url,
);

/** Why nothing is held against Qdrant's API document where it is not there. */
export const noContract = 'Qdrant’s OpenAPI document is not beside this clone';

/** Whether requests and answers are held against Qdrant's API document. */
export const hasContract = existsSync(qdrantDocument);

/** Our imitation of Qdrant; what it receives and sends is held against Qdrant's OpenAPI document where that lies beside the clone. */
export const startContractQdrant = async (key?: string): Promise<FakeQdrant> =>
  startFakeQdrant({
    contract: hasContract ? await openContract(qdrantDocument) : null,
    ...(key !== undefined && { key }),
  });
