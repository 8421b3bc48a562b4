package org.buckytools.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.buckytools.samples.Cases;
import org.buckytools.samples.SampleNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineCursorTest {
  /** Gives as few bytes at a time as networks do. */
  private static InputStream drip(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] to, int from, int most) {
        return super.read(to, from, Math.min(most, 1 + random.nextInt(20)));
      }
    };
  }

  private static NameCursor of(String text, NameField... fields) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new LineCursor(new ByteArrayInputStream(bytes), List.of(fields));
  }

  @Test
  void readsWhatWasWritten() {
    Cases.run(
        200,
        random -> {
          List<String> names =
              SampleNames.texts(SampleNames.sorted(SampleNames.random(random, 200)));
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          long count = new LineWriter(out, List.of()).writeAll(SampleNames.cursor(names));
          assertThat(count).isEqualTo(names.size());
          assertThat(out.toString(StandardCharsets.UTF_8))
              .isEqualTo(names.isEmpty() ? "" : String.join("\n", names) + "\n");
          InputStream in = drip(out.toByteArray(), random);
          assertThat(SampleNames.drain(new LineCursor(in, List.of()))).isEqualTo(names);
        });
  }

  @Test
  void readsFieldsInAnyOrder() {
    Cases.run(
        200,
        random -> {
          List<NameField> fields =
              random.nextBoolean()
                  ? List.of(NameField.POINTS, NameField.SIZE)
                  : List.of(NameField.MTIME);
          List<String> lines = new ArrayList<>();
          for (int i = 100; i < 300; i++) {
            StringBuilder line = new StringBuilder("name" + i);
            for (int f = 0; f < fields.size(); f++) {
              long number = random.nextLong() >>> 5 + random.nextInt(59);
              line.append('\t').append(random.nextInt(5) == 0 ? "-" : number);
            }
            lines.add(line.toString());
          }
          byte[] text = SampleNames.bytes(String.join("\n", lines) + "\n");
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          new LineWriter(out, fields).writeAll(new LineCursor(drip(text, random), fields));
          assertThat(out.toByteArray()).isEqualTo(text);
        });
  }

  @Test
  void whatIsNotAskedForIsUnknown() throws IOException {
    try (NameCursor names = of("a\t5\n", NameField.MTIME)) {
      assertThat(names.next()).isTrue();
      assertThat(names.modified()).isEqualTo(5);
      assertThat(names.size()).isEqualTo(NameCursor.UNKNOWN);
      assertThat(names.points()).isEqualTo(NameCursor.UNKNOWN);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b;a;|line 2: 'a' came after 'b': names must come in the order of their bytes, each once",
        "a;a;|line 2: 'a' came after 'a': names must come in the order of their bytes, each once",
        "a;b|line 2: breaks off before its end: 'b'",
        "a;;|line 2: '' is not a metric name",
        "a/b;|line 1: 'a/b' is not a metric name",
        "..;|line 1: '..' is not a metric name",
        "a\u001b[2J;|line 1: 'a\\u001b[2J' is not a metric name",
        "a\t1;|line 1: 'a\\u00091' is not a metric name",
      })
  void refusesDamage(String text, String message) {
    assertThatThrownBy(() -> SampleNames.drain(of(text.replace(';', '\n'))))
        .isInstanceOf(IOException.class)
        .hasMessage("the list of names is damaged: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a;|line 1: has only a name: 'a'",
        "a,;|line 1: has an empty field beside 'a'",
        "a,1,2;|line 1: has what is no number beside 'a'",
        "a,-1;|line 1: has what is no number beside 'a'",
        "a,1-;|line 1: has what is no number beside 'a'",
        "a,--;|line 1: has what is no number beside 'a'",
        "a,1x;|line 1: has what is no number beside 'a'",
        "a,1234567890123456789;|line 1: has what is no number beside 'a'",
        "a,1|line 1: breaks off before its end: 'a'",
      })
  void refusesDamagedFields(String text, String message) {
    String lines = text.replace(';', '\n').replace(',', '\t');
    assertThatThrownBy(() -> SampleNames.drain(of(lines, NameField.SIZE)))
        .isInstanceOf(IOException.class)
        .hasMessage("the list of names is damaged: " + message);
  }

  @Test
  void anEndlessLineIsNotCollected() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    assertThatThrownBy(() -> SampleNames.drain(new LineCursor(endless, List.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than a name can be");
  }

  @Test
  void fieldsAreNamedOnceEach() {
    assertThat(NameField.list("")).isEmpty();
    assertThat(NameField.list("points,size")).containsExactly(NameField.POINTS, NameField.SIZE);
    assertThatThrownBy(() -> NameField.list("size,size")).hasMessageContaining("twice");
    assertThatThrownBy(() -> NameField.list("Size"))
        .hasMessage("'Size' is no field: use size, mtime, points");
  }
}
