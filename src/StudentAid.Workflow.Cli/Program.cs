using System.Text;
using StudentAid.Workflow.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await StudentAidCli.RunAsync(args, Console.Out, Console.Error);
