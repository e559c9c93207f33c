using Hebb.Optimizers.Schedules;

namespace Hebb.Tests.Optimizers.Schedules;

/// <summary>Every schedule against its formula, at boundaries and between them.</summary>
public sealed class SchedulesTests
{
    private const double Exact = 1e-15;

    [Fact]
    public void Exponential_decay()
    {
        // 0.1 · 0.5^(t/4), and its staircase
        Near.Equal([0.1, 0.1 * Math.Pow(0.5, 0.25), 0.1 * Math.Pow(0.5, 0.75), 0.05, 0.0125], Rates(new ExponentialDecay(0.1, 4, 0.5), 0, 1, 3, 4, 12), Exact);
        Near.Equal([0.1, 0.1, 0.1, 0.05, 0.05, 0.0125], Rates(new ExponentialDecay(0.1, 4, 0.5) { Staircase = true }, 0, 1, 3, 4, 7, 12), Exact);
    }

    [Fact]
    public void Step_decay_is_ten_times_less_every_so_many_steps() =>
        Near.Equal([1, 1, 0.1, 0.1, 0.01], Rates(new StepDecay(1, 30), 0, 29, 30, 59, 60), Exact);

    [Fact]
    public void Inverse_time_decay()
    {
        Near.Equal([0.6, 0.6 / 1.25, 0.6 / 1.5, 0.3], Rates(new InverseTimeDecay(0.6, 2, 0.5), 0, 1, 2, 4), Exact);
        Near.Equal([0.6, 0.6, 0.4, 0.4, 0.3], Rates(new InverseTimeDecay(0.6, 2, 0.5) { Staircase = true }, 0, 1, 2, 3, 4), Exact);
    }

    [Fact]
    public void Polynomial_decay()
    {
        Near.Equal([0.5, 0.5 - 0.4 * 0.1, 0.3, 0.1, 0.1, 0.1], Rates(new PolynomialDecay(0.5, 10, 0.1), 0, 1, 5, 10, 11, 1000), Exact);
        Near.Equal([0.5, 0.1 + 0.4 * 0.81, 0.1 + 0.4 * 0.25, 0.1], Rates(new PolynomialDecay(0.5, 10, 0.1, 2), 0, 1, 5, 10), Exact);
        // Beyond 10 the way is 20 long, so that 11 is 11/20 of it, and beyond 20 it is 30.
        Near.Equal(
            [0.5, 0.1, 0.5 - 0.4 * 11 / 20, 0.1, 0.5 - 0.4 * 21 / 30], Rates(new PolynomialDecay(0.5, 10, 0.1) { Cycle = true }, 0, 10, 11, 20, 21), Exact);
    }

    [Fact]
    public void Piecewise_constant_decay_changes_after_its_boundaries() =>
        Assert.Equal([1, 1, 0.5, 0.5, 0.1], Rates(new PiecewiseConstantDecay([100, 110], [1, 0.5, 0.1]), 0, 100, 101, 110, 111));

    [Fact]
    public void Cosine_decay()
    {
        Near.Equal([0.2, 0.2 * 0.5 * (1 + Math.Sqrt(0.5)), 0.1, 0, 0], Rates(new CosineDecay(0.2, 8), 0, 2, 4, 8, 9), Exact);
        Near.Equal([0.2, 0.2 * (0.75 * 0.5 + 0.25), 0.05, 0.05], Rates(new CosineDecay(0.2, 8, 0.25), 0, 4, 8, 100), Exact);
    }

    [Fact]
    public void Cosine_decay_with_warmup_rises_first_and_decays_from_the_target()
    {
        CosineDecay schedule = new(0.1, 8) { WarmupTarget = 0.5, WarmupSteps = 4 };
        Near.Equal([0.1, 0.2, 0.4, 0.5, 0.25, 0, 0], Rates(schedule, 0, 1, 3, 4, 8, 12, 13), Exact);
        Near.Equal([0.1, 0.05], Rates(new CosineDecay(0.1, 8) { WarmupSteps = 4 }, 0, 4), Exact);
    }

    [Fact]
    public void Cosine_decay_with_restarts_is_PyTorchs()
    {
        // torch 1.13, CosineAnnealingWarmRestarts(lr=0.2, T_0=4, T_mult=2, eta_min=0.02)
        double[] expected =
            [0.2, 0.17363961, 0.11, 0.0463603897, 0.2, 0.193149158, 0.17363961, 0.144441509, 0.11, 0.0755584911, 0.0463603897, 0.0268508421, 0.2, 0.198270675];
        Near.Equal(expected, Rates(new CosineDecayRestarts(0.2, 4, alpha: 0.1), [.. Enumerable.Range(0, 14)]), 1e-8);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.9)]
    [InlineData(5, 1)]
    public void Every_restart_begins_anew(int longer, double lower)
    {
        // Ways down begin at 10·(1 + f + f² + …); the step before is nearly down.
        CosineDecayRestarts schedule = new(1, 10, longer, lower);
        long begin = 0, length = 10;
        for (int restart = 0; restart < 6; restart++)
        {
            double height = Math.Pow(lower, restart);
            Near.Equal(
                [height, height / 2, height * 0.5 * (1 + Math.Cos(Math.PI * (length - 1) / length))],
                Rates(schedule, begin, begin + length / 2, begin + length - 1),
                1e-9);
            (begin, length) = (begin + length, length * longer);
        }
    }

    [Fact]
    public void One_cycle_is_PyTorchs()
    {
        // torch 1.13, OneCycleLR(max_lr=0.5, total_steps=20)
        double[] expected = [
            0.02, 0.0658359214, 0.185835921, 0.334164079, 0.454164079, 0.5, 0.493732003, 0.475242316, 0.445458089, 0.405872827, 0.358471501, 0.305631011,
            0.250001, 0.194370989,
            0.141530499, 0.094129173, 0.0545439112, 0.024759684, 0.00626999688, 2e-06];
        OneCycle schedule = new(0.5, 20);
        Near.Equal(expected, Rates(schedule, [.. Enumerable.Range(0, 20)]), 1e-8);
        Assert.Equal(schedule.At(19), schedule.At(1000));
        Assert.Equal(0.5, new OneCycle(0.5, 2, 0.3).At(0)); // too short to rise
    }

    [Fact]
    public void Warmup_rises_to_any_schedule_and_then_follows_it()
    {
        Near.Equal([0, 0.05, 0.15, 0.2, 0.1, 0.1, 0.05], Rates(new LinearWarmup(4, new StepDecay(0.2, 1, 0.5)), 0, 1, 3, 4, 5, 5, 6), Exact);
        Near.Equal([0.1, 0.2, 0.3, 0.3], Rates(new LinearWarmup(2, 0.3, 0.1), 0, 1, 2, 99), Exact);
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialDecay(-0.1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialDecay(0.1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialDecay(0.1, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(0.1, 1) { WarmupTarget = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecayRestarts(0.1, 10, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearWarmup(0, 0.1));
        Assert.Throws<ArgumentNullException>(() => new LinearWarmup(1, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(0.1, 10, 1));
        Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([1, 2], [0.1, 0.2]));
        Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([2, 2], [0.1, 0.2, 0.3]));
    }

    private static double[] Rates(LearningRateSchedule schedule, params long[] steps) => [.. steps.Select(schedule.At)];

    private static double[] Rates(LearningRateSchedule schedule, int[] steps) => [.. steps.Select(step => schedule.At(step))];
}
