package dev.tidings.studio.collections;

import dev.tidings.studio.collections.Hit.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

/** Finds the places in texts where the words of a query stand, and what surrounds them. */
final class Excerpts extends UnifiedHighlighter {

    /** How far into a text places are looked for: the words of a prefix are looked for one by one. */
    private static final int MAX_CHARACTERS = 100_000;

    private static final int PASSAGES = 2;
    private static final int BEFORE_MATCH = 60;
    private static final int MAX_PASSAGE = 240;
    private static final String LEFT_OUT = " … ";

    Excerpts(IndexSearcher searcher, Analyzer analyzer) {
        super(UnifiedHighlighter.builder(searcher, analyzer)
                .withFormatter(new Parts())
                .withWeightMatches(false)
                .withMaxLength(MAX_CHARACTERS));
    }

    /** Returns the excerpt of each document, an empty one if it has no text. */
    List<List<Part>> of(Query query, int[] documents) throws IOException {
        Object[] found = Objects.requireNonNull(
                highlightFieldsAsObjects(new String[] {IndexedFields.TEXT}, query, documents, new int[] {PASSAGES})
                        .get(IndexedFields.TEXT));
        var excerpts = new ArrayList<List<Part>>();
        for (Object parts : found) {
            excerpts.add(parts instanceof Excerpt excerpt ? excerpt.parts() : List.of());
        }
        return excerpts;
    }

    private record Excerpt(List<Part> parts) {}

    /** Cuts out of passages, which may be whole files if these have no sentences, what surrounds the first match. */
    private static final class Parts extends PassageFormatter {

        @Override
        public Excerpt format(Passage[] passages, String content) {
            var parts = new ArrayList<Part>();
            for (Passage passage : passages) {
                if (!parts.isEmpty()) {
                    parts.add(new Part(LEFT_OUT, false));
                }
                add(parts, passage, content);
            }
            return new Excerpt(List.copyOf(parts));
        }

        private static void add(List<Part> parts, Passage passage, String content) {
            int first = passage.getNumMatches() == 0 ? passage.getStartOffset() : passage.getMatchStarts()[0];
            int from = Math.max(passage.getStartOffset(), first - BEFORE_MATCH);
            int end = Math.min(passage.getEndOffset(), from + MAX_PASSAGE);
            for (int i = 0; i < passage.getNumMatches(); i++) {
                int start = passage.getMatchStarts()[i];
                int stop = Math.min(passage.getMatchEnds()[i], end);
                if (start >= from && start < end) {
                    addText(parts, content, from, start, false);
                    addText(parts, content, start, stop, true);
                    from = stop;
                }
            }
            addText(parts, content, from, end, false);
        }

        private static void addText(List<Part> parts, String content, int from, int to, boolean match) {
            if (from < to) {
                parts.add(new Part(content.substring(from, to), match));
            }
        }
    }
}
