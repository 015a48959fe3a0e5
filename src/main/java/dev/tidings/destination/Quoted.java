package dev.tidings.destination;

/** Makes text from outside fit to be shown in an error: printable ASCII, at most 80 characters. */
final class Quoted {

    private static final int MAX_LENGTH = 80;

    private Quoted() {}

    static String text(String raw) {
        String printable = raw.replaceAll("[^\\x20-\\x7E]", "?");
        return printable.length() <= MAX_LENGTH ? printable : printable.substring(0, MAX_LENGTH) + "…";
    }
}
