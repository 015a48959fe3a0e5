package dev.tidings.studio.jobs;

import dev.tidings.studio.assets.AssetFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** Computes the SHA-256 of files, reading each once in pieces. */
final class Checksum {

    private static final int PIECE = 128 * 1024;

    private final Progress progress;

    Checksum(Progress progress) {
        this.progress = progress;
    }

    /** Is told about every piece, and may end the work by throwing. */
    @FunctionalInterface
    interface Progress {
        void read(int bytes);
    }

    String ofFile(AssetFile file) throws IOException {
        MessageDigest digest = DigestUtils.getSha256Digest();
        byte[] piece = new byte[PIECE];
        try (InputStream content = file.open()) {
            for (int length = content.read(piece); length >= 0; length = content.read(piece)) {
                digest.update(piece, 0, length);
                progress.read(length);
            }
        } catch (ClosedByInterruptException ex) {
            throw ex;
        } catch (IOException ex) {
            throw new UnreadableFileException(file.path(), ex);
        }
        return hex(digest);
    }

    /** Digests one line per file, {@code <sha256>  <path>\n}, in the order of the lines' bytes. */
    String ofFolder(List<AssetFile> files) throws IOException {
        List<byte[]> lines = new ArrayList<>(files.size());
        for (AssetFile file : files) {
            String line = ofFile(file) + "  " + file.path() + "\n";
            lines.add(line.getBytes(StandardCharsets.UTF_8));
        }
        lines.sort(Arrays::compareUnsigned);
        MessageDigest digest = DigestUtils.getSha256Digest();
        lines.forEach(digest::update);
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
