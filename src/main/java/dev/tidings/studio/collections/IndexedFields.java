package dev.tidings.studio.collections;

import dev.tidings.studio.assets.AssetFile;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

/** What an index holds of each file. */
final class IndexedFields {

    /** Another whenever the fields or the analyzer are other ones. */
    static final String FORM = "1";

    static final String ID = "id";
    static final String VERSION = "version";
    static final String NAME_WORDS = "name_words";
    static final String TEXT = "text";

    /** Where words stand in a text, so that what surrounds them can be shown without reading it all again. */
    private static final FieldType WITH_OFFSETS = new FieldType(TextField.TYPE_STORED);

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    static {
        WITH_OFFSETS.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        WITH_OFFSETS.freeze();
    }

    private IndexedFields() {}

    /** Splits texts into words, the same when they are indexed and when they are searched. */
    static Analyzer analyzer() {
        return new StandardAnalyzer();
    }

    static Term id(String assetId) {
        return new Term(ID, assetId);
    }

    /**
     * Describes a file.
     *
     * @param text what is in it, {@code null} if that is not indexed
     */
    static Document of(AssetFile file, @Nullable String text) {
        var document = new Document();
        document.add(new StringField(ID, file.id(), Field.Store.YES));
        document.add(new StoredField(VERSION, file.version()));
        document.add(new TextField(NAME_WORDS, wordsOf(file.name()), Field.Store.NO));
        if (text != null) {
            document.add(new Field(TEXT, text, WITH_OFFSETS));
        }
        return document;
    }

    /** Returns a name and the words in it: the analyzer would take {@code report-2.final.pdf} for one word. */
    private static String wordsOf(String name) {
        return name + " " + BETWEEN_WORDS.matcher(name).replaceAll(" ");
    }
}
