package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken and refused was asked of the released client's own model. */
class EmailAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "ada@example.org -> ada@example.org",
                "A@B.Com -> A@b.com",
                "a+b@c.de -> a+b@c.de",
                "a.b@c.de -> a.b@c.de",
                "a@b--c.de -> a@b--c.de",
                "\u00e9@b.de -> \u00e9@b.de",
                "a@\u00fc.de -> a@\u00fc.de",
                "a@xn--tda.de -> a@\u00fc.de",
            })
    void shouldBeReadAsTheReleasedClientsDo(String text, String normal) {
        assertThat(EmailAddress.normal(text)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "a",
                "@",
                "a@",
                "@b.de",
                "a@b",
                "a@@b.de",
                "a b@c.de",
                "a@b c.de",
                "a.@b.de",
                ".a@b.de",
                "a..c@b.de",
                "\"x y\"@b.de",
                "a@[1.2.3.4]",
                "a@b.1",
                "a@-b.de",
                "a@b-.de",
                "a@b_c.de",
                "a@b.de.",
                "a@b..de",
                "a@12--c.de",
                "a@localhost",
                "a@b.localhost",
                "a@b.test",
                "a@b.local",
                "a@b.invalid",
                "a@b.arpa",
                "a@b.onion"
            })
    void shouldRefuseWhatTheClientsCannotRead(String text) {
        assertThat(EmailAddress.normal(text)).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        String label = "b".repeat(63);

        assertThat(EmailAddress.normal("a".repeat(64) + "@b.de")).isPresent();
        assertThat(EmailAddress.normal("a".repeat(65) + "@b.de")).isEmpty();
        assertThat(EmailAddress.normal("a@" + label + ".de")).isPresent();
        assertThat(EmailAddress.normal("a@b" + label + ".de")).isEmpty();
        assertThat(EmailAddress.normal("a@" + (label + ".").repeat(4) + "de")).isEmpty();
        assertThat(EmailAddress.normal("a@" + "b".repeat(2_000_000))).isEmpty();
    }
}
