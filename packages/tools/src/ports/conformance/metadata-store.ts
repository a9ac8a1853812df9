import { describe, expect, test } from 'vitest';
import type {
  AccessKeyRecord,
  FileRecord,
  MetadataStore,
  SparkRunRecord,
} from '../metadata-store.ts';
import type { SeenRun } from '../../timeline/index.ts';

/** What every metadata store must do. `create` gives an empty store. */
export function metadataStoreConformance(name: string, create: () => Promise<MetadataStore>): void {
  describe(`${name} as a metadata store`, () => {
    const upload = (id: string, createdAt = 1) => ({
      id,
      project: 'p',
      status: 'ready' as const,
      createdAt,
      error: null,
    });
    const file = (id: string, uploadId: string): FileRecord => ({
      id,
      uploadId,
      project: 'p',
      name: 'ü\u{1F600}.log',
      status: 'stored',
      sha256: 'a'.repeat(64),
      bytes: 2 ** 53 - 1,
      receivedBytes: 3,
      duplicateOf: null,
      digest: null,
      error: null,
      createdAt: 1,
    });

    test('uploads: newest first, with the total, only of the project', async () => {
      const store = await create();
      for (const [at, id] of ['a', 'b', 'c'].entries()) await store.uploads.insert(upload(id, at));
      await store.uploads.insert({ ...upload('x'), project: 'other' });
      const page = await store.uploads.list('p', { limit: 2, offset: 0 });
      expect(page.uploads.map(({ id }) => id)).toEqual(['c', 'b']);
      expect(page.total).toBe(3);
      expect(await store.uploads.get('p', 'x')).toBeNull();
      await store.uploads.update('a', {
        status: 'failed',
        error: { code: 'FILE_EMPTY', message: 'm' },
      });
      expect(await store.uploads.get('p', 'a')).toMatchObject({
        status: 'failed',
        error: { code: 'FILE_EMPTY', message: 'm' },
      });
      expect((await store.uploads.listByStatus('failed')).map(({ id }) => id)).toEqual(['a']);
    });
    test('what came in one millisecond is listed in the order of its ids', async () => {
      const store = await create();
      const ids = Array.from({ length: 40 }, (_, at) => `id-${100 + at}`);
      const newest = ids.toReversed();
      const project = 'p';
      // Written in another order than that of the ids.
      for (const id of [...ids.slice(20), ...ids.slice(0, 20)]) {
        await store.uploads.insert(upload(id));
        await store.files.insert(file(id, 'u'));
        await store.threads.upsert({ id, project, title: '', createdAt: 1, updatedAt: 1 });
        const run = { id, threadId: 't', project, status: 'running', createdAt: 1 } as const;
        await store.runs.insert({ ...run, endedAt: null });
        await store.approvals.insert({
          ...run,
          runId: id,
          tool: 't',
          input: '{}',
          risk: 'write',
          status: 'pending',
          decidedAt: null,
        });
        await store.keys.insert({
          id,
          project,
          kind: 'key',
          name: id,
          role: 'viewer',
          hash: '',
          createdAt: 1,
          expiresAt: null,
          revokedAt: null,
          parent: null,
          userId: null,
        });
        const by = {
          actor: 'k',
          action: 'POST /keys',
          target: '/keys',
          requestId: 'r',
          user: null,
        };
        await store.audit.add({ ...by, id, project, at: 1, status: 201 });
      }
      const page = { limit: 100, offset: 0 };
      const idsOf = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);
      expect(idsOf((await store.uploads.list(project, page)).uploads)).toEqual(newest);
      expect(idsOf((await store.threads.list(project, page)).threads)).toEqual(newest);
      expect(idsOf((await store.audit.list(project, page)).records)).toEqual(newest);
      expect(idsOf(await store.keys.list(project))).toEqual(newest);
      expect(idsOf(await store.uploads.listByStatus('ready'))).toEqual(ids);
      expect(idsOf(await store.files.listByUpload('u'))).toEqual(ids);
      expect(idsOf(await store.files.listUnfinished())).toEqual(ids);
      expect(idsOf(await store.runs.listByThread('t'))).toEqual(ids);
      expect(idsOf(await store.runs.listByStatus('running'))).toEqual(ids);
      expect(idsOf(await store.approvals.listPending(project))).toEqual(ids);
    });
    test('files: big numbers, any text, lookup by content', async () => {
      const store = await create();
      await store.uploads.insert(upload('u'));
      await store.files.insert(file('f', 'u'));
      expect(await store.files.get('p', 'f')).toEqual(file('f', 'u'));
      expect(await store.files.get('other', 'f')).toBeNull();
      await store.files.update('f', { status: 'ready' });
      expect((await store.files.listByUpload('u'))[0]).toMatchObject({ status: 'ready' });
      await store.uploads.delete('u');
      expect(await store.files.get('p', 'f')).toBeNull();
    });
    test('files of one content share its digest; the earliest is named', async () => {
      const store = await create();
      const [one, two] = ['a'.repeat(64), 'b'.repeat(64)];
      for (const id of ['u', 'v']) await store.uploads.insert(upload(id));
      await store.files.insert({ ...file('second', 'v'), createdAt: 2 });
      await store.files.insert(file('first', 'u'));
      await store.files.insert({ ...file('other', 'u'), sha256: two, createdAt: 3 });
      await store.files.insert({ ...file('elsewhere', 'u'), project: 'q', createdAt: 0 });
      await store.files.insert({ ...file('failed', 'u'), status: 'failed', createdAt: 0 });
      const text = JSON.stringify({ of: 'x'.repeat(1_000_000) });
      await store.contents.keep('p', one, 'older');
      await store.contents.keep('p', one, text);
      const shown = { digest: text, duplicateOf: 'first' };
      expect(await store.files.get('p', 'second')).toMatchObject(shown);
      expect(await store.files.get('p', 'first')).toMatchObject({ ...shown, duplicateOf: null });
      const nothing = { digest: null, duplicateOf: null };
      expect(await store.files.get('p', 'other')).toMatchObject(nothing);
      expect(await store.files.get('q', 'elsewhere')).toMatchObject(nothing);
      await store.files.update('first', { status: 'ready' });
      await store.files.update('other', { status: 'ingesting' });
      const unfinished = await store.files.listUnfinished();
      expect(unfinished.map(({ id }) => id).toSorted()).toEqual(['elsewhere', 'other', 'second']);
      expect(await store.files.countByContent('p', one)).toBe(3);
      expect([
        await store.files.isAnyUnfinished('u'),
        await store.files.isAnyUnfinished('v'),
      ]).toEqual([true, true]);
      await store.files.update('second', { status: 'cancelled' });
      expect(await store.files.isAnyUnfinished('v')).toBe(false);
      expect(await store.files.countByContent('p', one)).toBe(2);
      await store.uploads.delete('u');
      expect(await store.files.get('p', 'second')).toMatchObject({ ...shown, duplicateOf: null });
    });
    test('a blob is held by uploads and by contents until all let go', async () => {
      const store = await create();
      const [log, table, nobody] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
      await store.uploads.insert(upload('u'));
      await store.uploads.insert(upload('v'));
      await store.files.insert(file('f', 'u'));
      await store.holds.forUpload(log, 'v');
      await store.holds.forUpload(log, 'v');
      await store.holds.forContent(table, 'p', log);
      await store.holds.forContent(table, 'q', log);
      expect(await store.holds.unheld([log, table, nobody])).toEqual([nobody]);
      expect(await store.holds.ofUpload('u')).toEqual([log]);
      expect(await store.holds.ofContent('p', log)).toEqual([table]);
      expect(await store.contents.listUnused()).toEqual([{ project: 'q', sha256: log }]);
      await store.files.update('f', { status: 'cancelled' });
      expect(await store.contents.listUnused()).toHaveLength(2);
      await store.files.update('f', { status: 'stored' });
      await store.contents.delete('q', log);
      await store.uploads.delete('u');
      expect(await store.holds.unheld([log, table])).toEqual([]);
      await store.uploads.delete('v');
      expect(await store.contents.listUnused()).toEqual([{ project: 'p', sha256: log }]);
      await store.contents.delete('p', log);
      expect(await store.holds.unheld([log, table])).toEqual([log, table]);
      expect(await store.contents.listUnused()).toEqual([]);
    });
    test('uploads that are being received are listed with their receiver, complete ones by a content', async () => {
      const store = await create();
      await store.uploads.insert({ ...upload('half'), status: 'uploading' }, 'process');
      await store.uploads.insert({ ...upload('alone'), status: 'uploading' });
      for (const id of ['half', 'whole', 'other']) {
        if (id !== 'half') await store.uploads.insert(upload(id, 5));
        await store.files.insert(file(`${id} file`, id));
      }
      const receiving = await store.uploads.listReceiving();
      expect(receiving.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
        { id: 'alone', project: 'p', receiver: null },
        { id: 'half', project: 'p', receiver: 'process' },
      ]);
      expect(await store.uploads.takeOver('half', 'another', 'x')).toBe(false);
      expect(await store.uploads.takeOver('half', 'process', 'next')).toBe(true);
      expect(await store.uploads.takeOver('half', 'process', 'late')).toBe(false);
      expect(await store.uploads.takeOver('alone', null, 'next')).toBe(true);
      expect(await store.uploads.takeOver('whole', null, 'next')).toBe(false);
      const content = 'a'.repeat(64);
      expect(await store.uploads.listWithContent('p', content, 5)).toEqual(['whole', 'other']);
      expect(await store.uploads.listWithContent('p', content, 1)).toEqual(['whole']);
      expect(await store.uploads.listWithContent('q', content, 5)).toEqual([]);
    });
    describe('keys', () => {
      const key = (id: string, more: Partial<AccessKeyRecord> = {}): AccessKeyRecord => ({
        id,
        project: 'p',
        kind: 'key',
        name: `key ${id}`,
        role: 'viewer',
        hash: 'a'.repeat(64),
        createdAt: 1,
        expiresAt: null,
        revokedAt: null,
        parent: null,
        userId: null,
        ...more,
      });

      test('are given back as they were put in, the newest first, without sessions', async () => {
        const store = await create();
        await store.keys.insert(key('a'));
        await store.keys.insert(
          key('b', { createdAt: 2, expiresAt: 9_000_000_000_000, role: 'admin' }),
        );
        await store.keys.insert(key('s', { kind: 'session', parent: 'a' }));
        await store.keys.insert(key('other', { project: 'q' }));
        expect(await store.keys.get('b')).toEqual(
          key('b', { createdAt: 2, expiresAt: 9_000_000_000_000, role: 'admin' }),
        );
        expect((await store.keys.list('p')).map(({ id }) => id)).toEqual(['b', 'a']);
        expect(await store.keys.get('none')).toBeNull();
      });
      test('are revoked once, together with their sessions', async () => {
        const store = await create();
        await store.keys.insert(key('a'));
        await store.keys.insert(key('s', { kind: 'session', parent: 'a' }));
        expect(await store.keys.revoke('q', 'a', 5)).toBe(false);
        expect(await store.keys.revoke('p', 'a', 5)).toBe(true);
        expect(await store.keys.revoke('p', 'a', 6)).toBe(false);
        expect(await store.keys.get('a')).toMatchObject({ revokedAt: 5 });
        expect(await store.keys.get('s')).toMatchObject({ revokedAt: 5 });
      });
      test('end at a time with their sessions, and never later than they would', async () => {
        const store = await create();
        await store.keys.insert(key('a'));
        await store.keys.insert(key('s', { kind: 'session', parent: 'a', expiresAt: 90 }));
        await store.keys.insert(key('early', { expiresAt: 5 }));
        await store.keys.endAt('q', 'a', 50);
        expect(await store.keys.get('a')).toMatchObject({ expiresAt: null });
        await store.keys.endAt('p', 'a', 50);
        await store.keys.endAt('p', 'early', 50);
        expect(await store.keys.get('a')).toMatchObject({ expiresAt: 50, revokedAt: null });
        expect(await store.keys.get('s')).toMatchObject({ expiresAt: 50 });
        expect(await store.keys.get('early')).toMatchObject({ expiresAt: 5 });
      });
      test('sessions that ended are forgotten, keys are not', async () => {
        const store = await create();
        await store.keys.insert(key('a', { expiresAt: 5 }));
        await store.keys.insert(key('s', { kind: 'session', parent: 'a', expiresAt: 5 }));
        await store.keys.insert(key('t', { kind: 'session', parent: 'a', expiresAt: 50 }));
        await store.keys.forgetSessions(10);
        expect(await store.keys.get('s')).toBeNull();
        expect(await store.keys.get('t')).not.toBeNull();
        expect(await store.keys.get('a')).not.toBeNull();
      });
    });

    test('users: one of a name in a project; with a user all keys and sessions end', async () => {
      const store = await create();
      const user = (id: string, name: string, project = 'p') => ({
        id,
        project,
        name,
        role: 'editor' as const,
        createdAt: 1,
        disabledAt: null,
      });
      expect(await store.users.insert(user('1', 'ünal \u{1F600}'))).toBe(true);
      expect(await store.users.insert(user('2', 'ünal \u{1F600}'))).toBe(false);
      expect(await store.users.insert(user('3', 'ünal \u{1F600}', 'q'))).toBe(true);
      expect(await store.users.insert(user('4', 'ann'))).toBe(true);
      const page = await store.users.list('p', { limit: 1, offset: 0 });
      expect(page).toEqual({ users: [user('4', 'ann')], total: 2 });
      expect(await store.users.get('q', '1')).toBeNull();
      const key = { project: 'p', name: 'k', role: 'viewer', hash: '', createdAt: 1 } as const;
      const open = { ...key, expiresAt: null, revokedAt: null, parent: null };
      await store.keys.insert({ ...open, id: 'a', kind: 'key', userId: '1' });
      await store.keys.insert({ ...open, id: 's', kind: 'session', userId: '1' });
      await store.keys.insert({ ...open, id: 'b', kind: 'key', userId: '4' });
      await store.keys.insert({ ...open, id: 'c', kind: 'key', userId: null });
      await store.users.update('q', '1', { role: 'admin' });
      await store.users.update('p', '1', { disabledAt: 7 });
      await store.keys.revokeOfUser('1', 7);
      expect(await store.users.get('p', '1')).toMatchObject({ role: 'editor', disabledAt: 7 });
      await store.users.update('p', '1', { role: 'admin', disabledAt: null });
      expect(await store.users.get('p', '1')).toMatchObject({ role: 'admin', disabledAt: null });
      const revoked = async (id: string) => (await store.keys.get(id))?.revokedAt;
      expect([await revoked('a'), await revoked('s'), await revoked('b')]).toEqual([7, 7, null]);
      expect(await store.keys.get('c')).toMatchObject({ userId: null, revokedAt: null });
    });
    test('projects: with what they have, written down once', async () => {
      const store = await create();
      await store.projects.keep('p', 5);
      await store.projects.keep('p', 6);
      await store.projects.keep('a', 7);
      await store.uploads.insert(upload('u'));
      const all = await store.projects.list({ limit: 10, offset: 0 });
      // The first is made with the tables.
      expect(all.projects.map(({ id }) => id)).toEqual(['a', 'default', 'p']);
      expect(all.total).toBe(3);
      expect(await store.projects.list({ limit: 10, offset: 0, only: 'p' })).toEqual({
        projects: [{ id: 'p', createdAt: 5, uploads: 1, users: 0 }],
        total: 1,
      });
    });

    test('pipelines: what uploads tell of their runs, until they are deleted', async () => {
      const store = await create();
      for (const id of ['u', 'v']) await store.uploads.insert(upload(id));
      const seen = (run: string, attempt: string, more: Partial<SeenRun> = {}): SeenRun => ({
        kind: 'airflow',
        pipeline: 'sales \u{1F600}',
        run,
        part: 'load',
        attempt,
        startedAt: 10,
        endedAt: null,
        status: null,
        ...more,
      });
      const page = { limit: 9, offset: 0 };
      const early = [seen('r1', '1', { endedAt: 20, status: 'failed' })];
      await store.pipelines.see('p', 'u', early, 1);
      await store.pipelines.see('p', 'u', early, 2);
      // Another file of the upload knows only that it began.
      await store.pipelines.see('p', 'u', [seen('r1', '1', { startedAt: 5 })], 3);
      await store.pipelines.see('p', 'v', [seen('r2', '1', { startedAt: 90 })], 4);
      await store.pipelines.see(
        'p',
        'v',
        [seen('app', '', { kind: 'spark', startedAt: null })],
        95,
      );
      await store.pipelines.see('p', 'gone', [seen('r3', '1')], 5);
      await store.pipelines.see('q', 'v', [seen('r3', '1')], 5);
      await store.pipelines.see(
        'p',
        'u',
        [seen('x'.repeat(900), '1', { pipeline: 'y'.repeat(900) })],
        6,
      );
      const { pipelines, total } = await store.pipelines.list('p', page);
      expect(pipelines.map(({ kind, name }) => [kind, name.slice(0, 7)])).toEqual([
        ['spark', 'sales \u{1F600}'.slice(0, 7)],
        ['airflow', 'sales \u{1F600}'.slice(0, 7)],
        ['airflow', 'yyyyyyy'],
      ]);
      expect(total).toBe(3);
      expect((await store.pipelines.list('q', page)).total).toBe(0);
      const { id } = pipelines[1]!;
      expect(await store.pipelines.get('p', id)).toEqual(pipelines[1]);
      expect(await store.pipelines.get('q', id)).toBeNull();
      const { runs } = await store.pipelines.runs(id, page);
      expect(runs.map(({ run }) => run)).toEqual(['r2', 'r1']);
      expect(runs[1]!.parts).toEqual([
        {
          run: 'r1',
          part: 'load',
          attempt: '1',
          uploadId: 'u',
          startedAt: 5,
          endedAt: 20,
          status: 'failed',
        },
      ]);
      expect((await store.pipelines.runs(id, { limit: 1, offset: 1 })).total).toBe(2);
      await store.uploads.delete('v');
      expect((await store.pipelines.list('p', page)).total).toBe(2);
      expect((await store.pipelines.runs(id, page)).runs.map(({ run }) => run)).toEqual(['r1']);
    });
    test('settings: of a project, the last value of each', async () => {
      const store = await create();
      const setting = (name: string, value: string, project = 'p') => ({
        project,
        name,
        value,
        changedAt: 5,
        changedBy: 'ünal',
      });
      await store.settings.set(setting('b', '"old"'));
      await store.settings.set(setting('b', '["\u{1F600}"]'));
      await store.settings.set(setting('a', 'true'));
      await store.settings.set(setting('a', 'false', 'q'));
      const both = [setting('a', 'true'), setting('b', '["\u{1F600}"]')];
      expect(await store.settings.list('p')).toEqual(both);
      await store.settings.unset('p', 'a');
      expect(await store.settings.list('p')).toEqual(both.slice(1));
      expect(await store.settings.list('q')).toHaveLength(1);
    });

    describe('audit', () => {
      test('pages with the total, the newest first', async () => {
        const store = await create();
        const record = (id: string, at: number, project = 'p') => ({
          id,
          project,
          at,
          actor: 'k',
          action: 'DELETE /uploads/:id',
          target: '/uploads/1',
          status: 204,
          requestId: 'r',
          user: 'Ann',
        });
        for (const [at, id] of ['a', 'b', 'c'].entries()) await store.audit.add(record(id, at));
        await store.audit.add(record('x', 1, 'q'));
        const page = await store.audit.list('p', { limit: 2, offset: 0 });
        expect(page).toEqual({ records: [record('c', 2), record('b', 1)], total: 3 });
        expect((await store.audit.list('p', { limit: 2, offset: 2 })).records).toEqual([
          record('a', 0),
        ]);
      });
    });

    describe('failures', () => {
      const sighting = (uploadId: string, at: number, fingerprint = 'disk_full-1') => ({
        project: 'p',
        fingerprint,
        cause: 'disk_full',
        title: 'Disk full',
        template: 'No space left on <n>',
        component: 'DiskStore',
        uploadId,
        occurrence: `${uploadId} ${at}`,
        happenedAt: at,
        seenAt: at + 1000,
      });
      const open = async (uploads: readonly string[]): Promise<MetadataStore> => {
        const store = await create();
        for (const id of uploads) await store.uploads.insert(upload(id));
        return store;
      };

      test('an upload counts once, and one occurrence in two uploads counts once', async () => {
        const store = await open(['u', 'v', 'w']);
        await store.failures.see(sighting('u', 20));
        await store.failures.see({ ...sighting('u', 20), seenAt: 9999 });
        await store.failures.see({
          ...sighting('v', 20),
          occurrence: sighting('u', 20).occurrence,
        });
        expect(await store.failures.get('p', 'disk_full-1')).toEqual({
          fingerprint: 'disk_full-1',
          cause: 'disk_full',
          title: 'Disk full',
          template: 'No space left on <n>',
          component: 'DiskStore',
          occurrences: 1,
          firstSeen: 20,
          lastSeen: 20,
          seenAfterNote: false,
          note: null,
          uploads: ['v', 'u'],
          uploadsTotal: 2,
        });
        await store.failures.see(sighting('w', 10));
        expect(await store.failures.get('p', 'disk_full-1')).toMatchObject({
          occurrences: 2,
          firstSeen: 10,
          lastSeen: 20,
          uploads: ['v', 'u', 'w'],
        });
        expect(await store.failures.get('q', 'disk_full-1')).toBeNull();
        await store.failures.see(sighting('no such upload', 1, 'x-1'));
        expect(await store.failures.get('p', 'x-1')).toBeNull();
      });
      test('pages with the total, the last seen first', async () => {
        const store = await open(['u', 'v']);
        for (const [at, id] of ['a-1', 'b-1', 'c-1'].entries())
          await store.failures.see(sighting('u', at + 1, id));
        await store.failures.see(sighting('v', 50, 'a-1'));
        const page = await store.failures.list('p', { limit: 2, offset: 0 });
        expect(page.failures.map(({ fingerprint }) => fingerprint)).toEqual(['a-1', 'c-1']);
        expect(page.total).toBe(3);
        const rest = await store.failures.list('p', { limit: 2, offset: 2 });
        expect(rest.failures.map(({ fingerprint }) => fingerprint)).toEqual(['b-1']);
        expect(await store.failures.list('q', { limit: 2, offset: 0 })).toEqual({
          failures: [],
          total: 0,
        });
      });
      test('after a note, only what happened later is a return', async () => {
        const store = await open(['u', 'v', 'w']);
        expect(await store.failures.note('p', 'disk_full-1', 'x', 1)).toBe(false);
        await store.failures.see(sighting('u', 100));
        expect(await store.failures.note('p', 'disk_full-1', '**bigger** disk', 5000)).toBe(true);
        expect(await store.failures.get('p', 'disk_full-1')).toMatchObject({
          note: { text: '**bigger** disk', at: 5000 },
          seenAfterNote: false,
        });
        await store.failures.see({ ...sighting('v', 50), seenAt: 6000 });
        expect(await store.failures.get('p', 'disk_full-1')).toMatchObject({
          seenAfterNote: false,
        });
        await store.failures.see({ ...sighting('w', 200), seenAt: 6000 });
        expect(await store.failures.get('p', 'disk_full-1')).toMatchObject({ seenAfterNote: true });
        await store.failures.note('p', 'disk_full-1', 'really bigger', 7000);
        expect(await store.failures.get('p', 'disk_full-1')).toMatchObject({
          note: { text: 'really bigger', at: 7000 },
          seenAfterNote: false,
          occurrences: 3,
        });
        await store.failures.note('p', 'disk_full-1', null, 8000);
        expect(await store.failures.get('p', 'disk_full-1')).toMatchObject({ note: null });
      });
      test('what was seen only in a deleted upload is forgotten; a note stays without words of the log', async () => {
        const store = await open(['u', 'v']);
        for (const id of ['a-1', 'b-1']) await store.failures.see(sighting('u', 1, id));
        await store.failures.see(sighting('v', 2, 'a-1'));
        await store.failures.note('p', 'a-1', 'more memory', 3);
        await store.uploads.delete('u');
        expect(await store.failures.get('p', 'b-1')).toBeNull();
        expect(await store.failures.get('p', 'a-1')).toMatchObject({
          occurrences: 1,
          firstSeen: 2,
          uploads: ['v'],
          template: 'No space left on <n>',
        });
        await store.uploads.delete('v');
        expect(await store.failures.get('p', 'a-1')).toMatchObject({
          occurrences: 0,
          firstSeen: null,
          lastSeen: null,
          uploads: [],
          template: '',
          component: '',
          note: { text: 'more memory' },
        });
        await store.failures.note('p', 'a-1', null, 4);
        expect((await store.failures.list('p', { limit: 5, offset: 0 })).total).toBe(0);
      });
    });
    test('a thread is leased to one owner at a time', async () => {
      const store = await create();
      await store.threads.upsert({ id: 't', project: 'p', title: 'a', createdAt: 1, updatedAt: 1 });
      await store.threads.upsert({ id: 't', project: 'p', title: 'b', createdAt: 1, updatedAt: 2 });
      expect(await store.threads.list('p', { limit: 5, offset: 0 })).toMatchObject({
        total: 1,
        threads: [{ title: 'b' }],
      });
      expect(await store.threads.lease('t', 'one', 0, 10)).toBe(true);
      expect(await store.threads.lease('t', 'two', 5, 15)).toBe(false);
      expect(await store.threads.lease('t', 'one', 5, 20)).toBe(true);
      expect(await store.threads.lease('t', 'two', 20, 30)).toBe(true);
      expect(await store.threads.leaseOwner('t')).toBe('two');
      await store.threads.release('t', 'one');
      expect(await store.threads.leaseOwner('t')).toBe('two');
      await store.threads.release('t', 'two');
      expect(await store.threads.leaseOwner('t')).toBeNull();
      expect(await store.threads.lease('t', 'three', 21, 30)).toBe(true);
    });
    test('runs keep their parts in order, and go with their thread', async () => {
      const store = await create();
      await store.threads.upsert({ id: 't', project: 'p', title: '', createdAt: 1, updatedAt: 1 });
      await store.runs.insert({
        id: 'r',
        threadId: 't',
        project: 'p',
        status: 'running',
        createdAt: 1,
        endedAt: null,
      });
      await store.runs.appendEvents(
        'r',
        [1, 2, 3].map((sequence) => ({ sequence, chunk: `{"n":${sequence}}` })),
      );
      expect(await store.runs.events('r', 1, 10)).toMatchObject([
        { sequence: 2, chunk: '{"n":2}' },
        { sequence: 3 },
      ]);
      await store.runs.update('r', { status: 'done', endedAt: 5 });
      expect(await store.runs.listByThread('t')).toMatchObject([{ status: 'done', endedAt: 5 }]);
      await store.threads.delete('t');
      expect(await store.runs.get('p', 'r')).toBeNull();
      expect(await store.runs.events('r', 0, 10)).toEqual([]);
    });
    test('runs of a Spark job: one for each attempt, in order, gone with their upload', async () => {
      const store = await create();
      await store.uploads.insert(upload('u'));
      await store.uploads.insert(upload('v'));
      const run = (
        applicationId: string,
        startedAt: number,
        change: Partial<SparkRunRecord> = {},
      ) =>
        store.sparkRuns.keep({
          project: 'p',
          job: 'nightly',
          applicationId,
          attemptId: '',
          uploadId: 'u',
          log: 'a',
          startedAt,
          measures: { durationMs: startedAt * 2 },
          ...change,
        });
      await run('app-2', 20);
      await run('app-1', 10);
      await run('app-3', 1.8e12, { attemptId: '1', uploadId: 'v' });
      await run('app-3', 1.9e12, { attemptId: '2', job: 'other' });
      await run('app-2', 21, { log: 'b' });
      const { runs, total } = await store.sparkRuns.listByJob('p', 'nightly', 2);
      expect(total).toBe(3);
      expect(runs).toMatchObject([
        { applicationId: 'app-2', startedAt: 21, log: 'b', measures: { durationMs: 42 } },
        { applicationId: 'app-3', attemptId: '1', startedAt: 1.8e12 },
      ]);
      expect(await store.sparkRuns.jobs('p', 5)).toEqual({
        jobs: [
          { job: 'other', runs: 1, lastStartedAt: 1.9e12 },
          { job: 'nightly', runs: 3, lastStartedAt: 1.8e12 },
        ],
        total: 2,
      });
      expect((await store.sparkRuns.jobs('q', 5)).total).toBe(0);
      expect(await store.sparkRuns.get('p', 'app-3', '2')).toMatchObject({ job: 'other' });
      expect(await store.sparkRuns.get('p', 'app-3', '')).toBeNull();
      await store.uploads.delete('v');
      expect((await store.sparkRuns.listByJob('p', 'nightly', 9)).total).toBe(2);
      await run('app-4', 40, { uploadId: 'v' });
      expect(await store.sparkRuns.get('p', 'app-4', '')).toBeNull();
    });
    test('an approval is decided once', async () => {
      const store = await create();
      await store.approvals.insert({
        id: 'a',
        runId: 'r',
        threadId: 't',
        project: 'p',
        tool: 'x.y',
        input: '{}',
        risk: 'exec',
        status: 'pending',
        createdAt: 1,
        decidedAt: null,
      });
      expect(await store.approvals.listPending('p')).toHaveLength(1);
      expect(await store.approvals.decide('a', 'approved', 2)).toBe(true);
      expect(await store.approvals.decide('a', 'rejected', 3)).toBe(false);
      expect(await store.approvals.get('p', 'a')).toMatchObject({
        status: 'approved',
        decidedAt: 2,
      });
    });
    test('an approval is used once, and only when it was given', async () => {
      const store = await create();
      await store.approvals.insert({
        id: 'a',
        runId: '',
        threadId: '',
        project: 'p',
        tool: 'x.y',
        input: '{}',
        risk: 'write',
        status: 'pending',
        createdAt: 1,
        decidedAt: null,
      });
      expect(await store.approvals.use('a')).toBe(false);
      await store.approvals.decide('a', 'approved', 2);
      expect(await store.approvals.use('a')).toBe(true);
      expect(await store.approvals.use('a')).toBe(false);
      expect(await store.approvals.get('p', 'a')).toMatchObject({ status: 'used', decidedAt: 2 });
    });
    test('a transaction happens completely or not at all', async () => {
      const store = await create();
      await expect(
        store.transaction(async (inside) => {
          await inside.uploads.insert(upload('gone'));
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(await store.uploads.get('p', 'gone')).toBeNull();
      await store.ping();
    });
  });
}
