package dev.tidings.studio.collections;

import dev.tidings.http.Problems;
import dev.tidings.studio.collections.Hit.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches the index of a collection. */
final class IndexSearch {

    private static final Logger log = LoggerFactory.getLogger(IndexSearch.class);

    /** Most files that are looked at for one search, the best first: whether each may be read is asked one by one. */
    private static final int MAX_CANDIDATES = 2_000;

    private static final int CANDIDATES_AT_ONCE = 200;

    /** A word in the name of a file counts more than one in it. */
    private static final Map<String, Float> WEIGHTS = Map.of(IndexedFields.NAME_WORDS, 2f, IndexedFields.TEXT, 1f);

    private final Path folder;
    private final Function<String, Optional<String>> readable;

    /**
     * Creates a search.
     *
     * @param folder of the index
     * @param readable finds the name of a file by its id, if it may be found
     */
    IndexSearch(Path folder, Function<String, Optional<String>> readable) {
        this.folder = folder;
        this.readable = readable;
    }

    /**
     * Finds files, the best first; none if there is no index yet.
     *
     * @param words all of which a file must hold: {@code "a phrase"}, {@code prefix*}, {@code similar~1}, {@code a|b},
     *     {@code -without} and parentheses count; anything else is words
     * @throws org.springframework.web.ErrorResponseException with status 400 if that means too many different words
     */
    List<Hit> run(String words, int limit) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var directory = FSDirectory.open(folder);
                var reader = DirectoryReader.open(directory);
                Analyzer analyzer = IndexedFields.analyzer()) {
            var parser = new SimpleQueryParser(analyzer, WEIGHTS);
            parser.setDefaultOperator(Occur.MUST);
            Query query = parser.parse(words);
            var searcher = new IndexSearcher(reader);
            List<Candidate> found = find(searcher, query, limit);
            int[] documents = found.stream().mapToInt(Candidate::document).toArray();
            List<List<Part>> excerpts = new Excerpts(searcher, analyzer).of(query, documents);
            var hits = new ArrayList<Hit>();
            for (int i = 0; i < found.size(); i++) {
                hits.add(new Hit(found.get(i).assetId(), found.get(i).name(), excerpts.get(i)));
            }
            return hits;
        } catch (IndexNotFoundException | NoSuchFileException _) {
            // Not indexed yet, or deleted at this moment.
            return List.of();
        } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException ex) {
            if (!Files.isDirectory(folder)) {
                // Deleted at this moment.
                return List.of();
            }
            log.warn("An index cannot be read, it has to be made anew folder={}", folder, ex);
            throw Problems.conflict("The index cannot be read. Index the collection again");
        } catch (IndexSearcher.TooManyClauses _) {
            throw Problems.badField("q", "must not mean that many different words");
        }
    }

    /** A file that may be found. */
    private record Candidate(int document, String assetId, String name) {}

    private List<Candidate> find(IndexSearcher searcher, Query query, int limit) throws IOException {
        StoredFields stored = searcher.storedFields();
        var found = new ArrayList<Candidate>();
        @Nullable ScoreDoc last = null;
        for (int looked = 0; looked < MAX_CANDIDATES; looked += CANDIDATES_AT_ONCE) {
            ScoreDoc[] next = searcher.searchAfter(last, query, CANDIDATES_AT_ONCE).scoreDocs;
            for (ScoreDoc candidate : next) {
                String assetId =
                        stored.document(candidate.doc, Set.of(IndexedFields.ID)).get(IndexedFields.ID);
                readable.apply(assetId).ifPresent(name -> found.add(new Candidate(candidate.doc, assetId, name)));
                if (found.size() == limit) {
                    return found;
                }
            }
            if (next.length < CANDIDATES_AT_ONCE) {
                return found;
            }
            last = next[next.length - 1];
        }
        return found;
    }
}
