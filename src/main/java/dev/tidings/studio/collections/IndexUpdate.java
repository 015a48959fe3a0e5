package dev.tidings.studio.collections;

import dev.tidings.studio.assets.AssetFile;
import dev.tidings.studio.collections.AssetCollection.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexDeletionPolicy;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Brings the index of a collection to what its files are. Whoever searches meanwhile finds what was there before. */
final class IndexUpdate {

    private static final Logger log = LoggerFactory.getLogger(IndexUpdate.class);

    private static final long NO_VERSION = -1;

    private final MediaTypeRegistry types = MediaTypeRegistry.getDefaultRegistry();
    private final Path folder;
    private final long maxTextBytes;

    /**
     * Creates an update.
     *
     * @param folder of the index
     * @param maxTextBytes size of the largest file whose content is indexed
     */
    IndexUpdate(Path folder, long maxTextBytes) {
        this.folder = folder;
        this.maxTextBytes = maxTextBytes;
    }

    /** Is told about every file, and may end the update by throwing, which leaves the index as it was. */
    interface Progress {

        /**
         * Goes on to the next file.
         *
         * @param current files that are done
         * @param fileName path of the next
         */
        void reached(int current, int total, String fileName) throws IndexTakenAwayException;

        /** Called when all that is left is to commit. */
        void committing() throws IndexTakenAwayException;
    }

    /**
     * Indexes files that are new or were changed, and forgets what is not among them. An index that cannot be read any
     * more is made anew.
     *
     * @throws org.apache.lucene.store.LockObtainFailedException if somebody else writes the index
     */
    Content run(List<AssetFile> files, Progress progress) throws IOException, IndexTakenAwayException {
        try {
            return update(files, progress);
        } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException ex) {
            log.warn("An index cannot be read, making it anew folder={}", folder, ex);
            FileSystemUtils.deleteRecursively(folder);
            return update(files, progress);
        }
    }

    private Content update(List<AssetFile> files, Progress progress) throws IOException, IndexTakenAwayException {
        var config = new IndexWriterConfig(IndexedFields.analyzer())
                .setCommitOnClose(false)
                .setIndexDeletionPolicy(new KeepTwoCommits());
        try (var directory = FSDirectory.open(folder);
                var writer = new IndexWriter(directory, config)) {
            checkIntegrity(writer);
            write(writer, files, progress);
            writer.setLiveCommitData(form().entrySet());
            progress.committing();
            writer.commit();
            try (var reader = DirectoryReader.open(directory)) {
                int texts = new IndexSearcher(reader).count(new FieldExistsQuery(IndexedFields.TEXT));
                return new Content(reader.numDocs(), texts);
            }
        }
    }

    /** Reads all of the index once: opening it looks at beginnings and ends only. */
    private static void checkIntegrity(IndexWriter writer) throws IOException {
        try (var reader = DirectoryReader.open(writer)) {
            for (LeafReaderContext part : reader.leaves()) {
                part.reader().checkIntegrity();
            }
        }
    }

    private void write(IndexWriter writer, List<AssetFile> files, Progress progress)
            throws IOException, IndexTakenAwayException {
        Map<String, Long> known = readVersions(writer);
        for (int i = 0; i < files.size(); i++) {
            AssetFile file = files.get(i);
            progress.reached(i, files.size(), file.path());
            Long version = known.remove(file.id());
            if (!Objects.equals(version, file.version())) {
                add(writer, file);
            }
        }
        for (String gone : known.keySet()) {
            writer.deleteDocuments(IndexedFields.id(gone));
        }
    }

    private void add(IndexWriter writer, AssetFile file) throws IOException {
        String text;
        try {
            text = readText(file);
        } catch (ClosedByInterruptException ex) {
            throw ex;
        } catch (NoSuchFileException ex) {
            log.debug("A file was deleted before it was indexed asset={}", file.id(), ex);
            writer.deleteDocuments(IndexedFields.id(file.id()));
            return;
        } catch (IOException ex) {
            log.warn("Could not read a file, only its name is indexed asset={}", file.id(), ex);
            text = null;
        }
        writer.updateDocument(IndexedFields.id(file.id()), IndexedFields.of(file, text));
    }

    private @Nullable String readText(AssetFile file) throws IOException {
        MediaType type = MediaType.parse(file.contentType());
        if (type == null || !types.isInstanceOf(type, MediaType.TEXT_PLAIN) || file.size() > maxTextBytes) {
            return null;
        }
        try (InputStream content = file.open()) {
            var bytes = ByteBuffer.wrap(content.readAllBytes());
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException ex) {
            log.debug("A file is not in UTF-8, only its name is indexed asset={}", file.id(), ex);
            return null;
        }
    }

    /** Reads which version of each file is in the index; what was indexed in another form counts as no version. */
    private Map<String, Long> readVersions(IndexWriter writer) throws IOException {
        var versions = new HashMap<String, Long>();
        try (var reader = DirectoryReader.open(writer)) {
            boolean sameForm = form().equals(reader.getIndexCommit().getUserData());
            StoredFields stored = reader.storedFields();
            int all = Math.max(1, reader.maxDoc());
            for (ScoreDoc found : new IndexSearcher(reader).search(MatchAllDocsQuery.INSTANCE, all).scoreDocs) {
                Document document = stored.document(found.doc, Set.of(IndexedFields.ID, IndexedFields.VERSION));
                long version =
                        document.getField(IndexedFields.VERSION).numericValue().longValue();
                versions.put(document.get(IndexedFields.ID), sameForm ? version : NO_VERSION);
            }
        }
        return versions;
    }

    /** Returns what has to be the same for a file not to be indexed again. */
    private Map<String, String> form() {
        return Map.of("fields", IndexedFields.FORM, "max-text-bytes", Long.toString(maxTextBytes));
    }

    /** Keeps the commit before the last one for those who are searching it, on other instances too. */
    private static final class KeepTwoCommits extends IndexDeletionPolicy {

        @Override
        public void onInit(List<? extends IndexCommit> commits) throws IOException {
            onCommit(commits);
        }

        @Override
        public void onCommit(List<? extends IndexCommit> commits) throws IOException {
            for (int i = 0; i < commits.size() - 2; i++) {
                commits.get(i).delete();
            }
        }
    }
}
