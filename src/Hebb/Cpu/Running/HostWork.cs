namespace Hebb.Cpu.Running;

/// <summary>Work of the host that the workers share: filling a new weight, say. It uses no frame.</summary>
internal sealed class HostWork : Kernel
{
    private readonly Action<int> _part;

    /// <summary>Work in parts.</summary>
    public HostWork(int parts, Action<int> part) => (Parts, _part) = (parts, part);

    public override string Name => "host work";

    public override void Run(Frame frame, int part, int worker) => _part(part);
}
