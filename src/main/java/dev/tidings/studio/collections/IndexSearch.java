package dev.tidings.studio.collections;

import dev.tidings.studio.collections.Hit.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;

/** Searches the index of a collection. */
final class IndexSearch {

    /** Most files that are looked at for one search, the best first. Whether each may be read is asked of the database. */
    private static final int MAX_CANDIDATES = 200;

    private static final int MAX_HIGHLIGHTED_CHARACTERS = 1_000_000;
    private static final int PASSAGES = 2;
    private static final char MATCH = '\u0002';
    private static final char MATCH_END = '\u0003';

    /** A word in the name of a file counts more than one in it. */
    private static final Map<String, Float> WEIGHTS = Map.of(IndexedFields.NAME_WORDS, 2f, IndexedFields.TEXT, 1f);

    private final Path folder;

    IndexSearch(Path folder) {
        this.folder = folder;
    }

    /**
     * Finds files, the best first; none if there is no index yet.
     *
     * @param words all of which a file must hold: {@code "a phrase"}, {@code prefix*}, {@code similar~1}, {@code a|b},
     *     {@code -without} and parentheses count; anything else is words
     * @param mayRead tells by the id of a file whether it may be found
     */
    List<Hit> run(String words, Predicate<String> mayRead, int limit) throws IOException {
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
            return hits(searcher, query, readable(searcher, query, mayRead, limit), analyzer);
        } catch (IndexNotFoundException _) {
            return List.of();
        }
    }

    private static int[] readable(IndexSearcher searcher, Query query, Predicate<String> mayRead, int limit)
            throws IOException {
        StoredFields stored = searcher.storedFields();
        var readable = new ArrayList<Integer>();
        for (ScoreDoc candidate : searcher.search(query, MAX_CANDIDATES).scoreDocs) {
            String assetId =
                    stored.document(candidate.doc, Set.of(IndexedFields.ID)).get(IndexedFields.ID);
            if (readable.size() < limit && mayRead.test(assetId)) {
                readable.add(candidate.doc);
            }
        }
        return readable.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Hit> hits(IndexSearcher searcher, Query query, int[] found, Analyzer analyzer)
            throws IOException {
        var highlighter = UnifiedHighlighter.builder(searcher, analyzer)
                .withFormatter(
                        new DefaultPassageFormatter(String.valueOf(MATCH), String.valueOf(MATCH_END), "… ", false))
                .withMaxLength(MAX_HIGHLIGHTED_CHARACTERS)
                .build();
        // The highlighter sorts what it is given.
        Map<String, String[]> excerpts = highlighter.highlightFields(
                new String[] {IndexedFields.TEXT}, query, found.clone(), new int[] {PASSAGES});
        String[] ofTexts = Objects.requireNonNull(excerpts.get(IndexedFields.TEXT));
        StoredFields stored = searcher.storedFields();
        var hits = new ArrayList<Hit>();
        for (int i = 0; i < found.length; i++) {
            var document = stored.document(found[i], Set.of(IndexedFields.ID, IndexedFields.NAME));
            hits.add(new Hit(
                    document.get(IndexedFields.ID),
                    document.get(IndexedFields.NAME),
                    ofTexts[i] == null ? List.of() : parts(ofTexts[i])));
        }
        return hits;
    }

    /** Splits an excerpt where matches begin and end. */
    private static List<Part> parts(String excerpt) {
        var parts = new ArrayList<Part>();
        boolean match = false;
        int from = 0;
        for (int i = 0; i <= excerpt.length(); i++) {
            char next = i == excerpt.length() ? MATCH_END : excerpt.charAt(i);
            if (next == MATCH || next == MATCH_END) {
                if (i > from) {
                    parts.add(new Part(excerpt.substring(from, i), match));
                }
                match = next == MATCH;
                from = i + 1;
            }
        }
        return parts;
    }
}
