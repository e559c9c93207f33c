using Hebb.Learning.Training;

namespace Hebb.Learning.Tests.Training;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("90s", 90, "1 min 30 s")]
    [InlineData("10m", 600, "10 min")]
    [InlineData("1h", 3600, "1 h")]
    [InlineData("2h30m", 9000, "2 h 30 min")]
    [InlineData("1h0m5s", 3605, "1 h 5 s")]
    [InlineData("1.5h", 5400, "1 h 30 min")]
    [InlineData("0.5s", 0.5, "0.5 s")]
    [InlineData("90m", 5400, "1 h 30 min")]
    public void A_time_is_read_and_said(string text, double seconds, string words)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), TimeText.Read(text));
        Assert.Equal(words, TimeText.Words(TimeText.Read(text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("10m5h")]
    [InlineData("5s5s")]
    [InlineData("-5m")]
    [InlineData("0s")]
    [InlineData("0h0m")]
    [InlineData("1e3s")]
    [InlineData("NaNs")]
    [InlineData("Infinitys")]
    [InlineData("10 m")]
    [InlineData("10M")]
    [InlineData("1,5h")]
    [InlineData("99999999999h")]
    [InlineData("0.00000000001s")]
    [InlineData("10min")]
    public void What_is_no_time_is_refused(string text) => Assert.Throws<FormatException>(() => TimeText.Read(text));
}
