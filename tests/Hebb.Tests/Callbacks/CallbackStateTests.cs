using Hebb.Callbacks;
using Hebb.Formats;

namespace Hebb.Tests.Callbacks;

public class CallbackStateTests
{
    [Fact]
    public void The_same_lines_take_a_state_and_set_it()
    {
        Counting first = new(0.5, 3, 1L << 40, true), second = new(0, 0, 0, false);
        CallbackState state = first.State;
        Assert.Equal(["best", "wait", "start", "swapped"], state.Numbers.Keys);
        second.State = state;
        Assert.Equal((0.5, 3, 1L << 40, true), second.Values);
        Assert.Equal((0.5, 3, 1L << 40, true), first.Values);
    }

    [Fact]
    public void What_an_older_state_does_not_know_stays()
    {
        Counting callback = new(0.5, 3, 7, true);
        callback.State = new([new("wait", 2)], null);
        Assert.Equal((0.5, 2, 7L, true), callback.Values);
    }

    [Fact]
    public void A_number_that_is_not_a_number_is_remembered_as_such()
    {
        Counting first = new(double.NaN, 0, 0, false), second = new(1, 0, 0, false);
        second.State = first.State;
        Assert.True(double.IsNaN(second.Values.Best));
    }

    [Theory]
    [InlineData("wait", -1)]
    [InlineData("wait", 1.5)]
    [InlineData("wait", double.NaN)]
    [InlineData("wait", 2147483648.0)]
    [InlineData("start", 1e300)]
    [InlineData("swapped", 2)]
    public void What_cannot_have_been_remembered_is_refused(string name, double value)
    {
        Counting callback = new(0, 0, 0, false);
        string message = Assert.Throws<FileFormatException>(() => callback.State = new([new(name, value)], null)).Message;
        Assert.Contains(name, message, StringComparison.Ordinal);
    }

    private sealed class Counting(double best, int wait, long start, bool swapped) : Callback
    {
        public (double Best, int Wait, long Start, bool Swapped) Values { get; private set; } = (best, wait, start, swapped);

        protected override void Remember(CallbackState state) => Values = (
            state.Number("best", Values.Best),
            state.Count("wait", Values.Wait),
            state.Count("start", Values.Start),
            state.Flag("swapped", Values.Swapped));
    }
}
