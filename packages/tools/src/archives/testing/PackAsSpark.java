import com.ning.compress.lzf.LZFOutputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jpountz.lz4.LZ4BlockOutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHashFactory;
import org.xerial.snappy.SnappyFramedOutputStream;
import org.xerial.snappy.SnappyOutputStream;

/** Packs files as the codecs of Spark do (org.apache.spark.io.CompressionCodec), and a zip file as its History Server does. */
class PackAsSpark {
  interface Wrap {
    OutputStream around(OutputStream out) throws Exception;
  }

  public static void main(String[] names) throws Exception {
    for (String name : names) {
      byte[] bytes = Files.readAllBytes(Path.of(name));
      String base = name.replace(".log", "");
      // Blocks smaller than Spark's 32 KB, so that a small file has several.
      int block = base.equals("plain") ? 1024 : 32 * 1024;
      // Two streams after each other, as a log that was appended to.
      write(base + ".java-lz4", bytes, out -> new LZ4BlockOutputStream(out, block,
          LZ4Factory.fastestJavaInstance().fastCompressor(),
          XXHashFactory.fastestJavaInstance().newStreamingHash32(0x9747b28c).asChecksum(), false));
      write(base + ".java-snappy", bytes, out -> new SnappyOutputStream(out, block));
      write(base + ".framed-snappy", bytes, out -> new SnappyFramedOutputStream(out));
      write(base + ".lzf", bytes, out -> new LZFOutputStream(out).setFinishBlockOnFlush(true));
    }
    try (ZipOutputStream zip = new ZipOutputStream(new FileOutputStream("java.zip"))) {
      byte[] bytes = Files.readAllBytes(Path.of("plain.log"));
      for (String name : new String[] {"eventlog_v2_app-1/", "eventlog_v2_app-1/appstatus_app-1", "eventlog_v2_app-1/events_1_app-1", "eventlog_v2_app-1/events_2_app-1"}) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        if (name.contains("events_")) zip.write(bytes);
        zip.closeEntry();
      }
    }
  }

  static void write(String name, byte[] bytes, Wrap wrap) throws Exception {
    try (FileOutputStream file = new FileOutputStream(name)) {
      int half = bytes.length / 2;
      OutputStream first = wrap.around(new OutputStream() {
        public void write(int value) throws java.io.IOException { file.write(value); }
        public void write(byte[] all, int from, int count) throws java.io.IOException { file.write(all, from, count); }
      });
      first.write(bytes, 0, half);
      first.close();
      OutputStream second = wrap.around(file);
      second.write(bytes, half, bytes.length - half);
      second.close();
    }
  }
}
