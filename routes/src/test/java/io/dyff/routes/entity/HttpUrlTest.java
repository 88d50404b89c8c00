package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before the arrow and behind it was asked of the released client's own model, but where a line says so. */
class HttpUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "http://a -> http://a/",
                "HTTP://A.b -> http://a.b/",
                "http://a.b/x/../y -> http://a.b/y",
                "http://a.b?x=1 -> http://a.b/?x=1",
                "http://a.b:80 -> http://a.b/",
                "https://a.b:443/ -> https://a.b/",
                "https://a.b:8443/ -> https://a.b:8443/",
                "http:/a.b -> http://a.b/",
                "http://a_b.c/ -> http://a_b.c/",
                "http://\u00fc.de -> http://xn--tda.de/",
                "http://u:p@a.b -> http://u:p@a.b/",
                "http://a.b/#f -> http://a.b/#f",
                "http://[::1]:8 -> http://[::1]:8/",
                "http://a.b/\u00fc -> http://a.b/%C3%BC",
                "http://a.b/%C3%BC -> http://a.b/%C3%BC",
            })
    void shouldBeReadAsTheReleasedClientsDo(String text, String normal) {
        assertThat(HttpUrl.normal(text)).contains(normal);
    }

    /** The clients leave these marks as they are; no URI may hold them. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "http://a.b/{id} -> http://a.b/%7Bid%7D",
                "http://a.b/?x=a|b -> http://a.b/?x=a%7Cb",
                "http://a.b/%zz -> http://a.b/%25zz",
                "http://a.b/[ -> http://a.b/%5B",
            })
    void shouldBeWrittenAsAUri(String text, String normal) {
        assertThat(HttpUrl.normal(text)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "a.b",
                "//a.b/",
                "ftp://a.b",
                "http:",
                "http://",
                "http://a.b:99999/",
                "http://a b/",
                "{x}"
            })
    void shouldRefuseWhatIsNone(String text) {
        assertThat(HttpUrl.normal(text)).isEmpty();
    }

    @Test
    void shouldRefuseWhatTheClientsFindTooLong() {
        assertThat(HttpUrl.normal("http://a.b/" + "x".repeat(2083 - 11))).isPresent();
        assertThat(HttpUrl.normal("http://a.b/" + "x".repeat(2083 - 10))).isEmpty();
    }
}
